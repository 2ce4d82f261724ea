// What a page weighs, without what all pages share; and the search index, which the first search loads.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const PAGE = 250_000;
const INDEX = 500_000;

// `loaded` has the addresses that each page asked for; `book` is the folder that they stand in.
export async function weight(book, loaded, report) {
  const name = address => new URL(address).pathname.split('/').pop();
  const pages = new Map();
  for (const addresses of loaded.values()) {
    for (const address of new Set(addresses)) pages.set(name(address), (pages.get(name(address)) ?? 0) + 1);
  }
  const size = file => stat(join(book, file)).then(({ size }) => size, () => 0);
  for (const [page, addresses] of loaded) {
    const own = [...new Set(addresses.map(name))].filter(file => pages.get(file) === 1 && file !== page);
    const sizes = await Promise.all([page, ...own].map(size));
    const sum = sizes.reduce((sum, size) => sum + size, 0);
    if (sum > PAGE) report(page, 'weight', `it weighs ${sum} bytes of at most ${PAGE}`, [page, ...own].join(', '));
  }
  const files = await readdir(book);
  for (const file of files.filter(file => /^searchindex.*\.js$/.test(file))) {
    const bytes = await size(file);
    if (bytes > INDEX) report('index.html', 'weight', `the search index has ${bytes} bytes of at most ${INDEX}`, file);
  }
}
