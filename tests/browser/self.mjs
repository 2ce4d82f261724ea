// The tests are tested: each planted fault must be found by the checks that are for it, and a sound page pass them all.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { askBook } from './book.mjs';
import { Failures } from './failures.mjs';
import { HEAVY_INDEX, PAGES, SEARCHES, WHOLE } from './fixtures/faults.mjs';

export async function askSelf(browser, report) {
  const book = await mkdtemp(join(tmpdir(), 'faults-'));
  try {
    const pages = Object.entries(PAGES).map(([name, page]) => [`${name}.html`, page]);
    const all = [...pages, ...Object.entries(WHOLE)];
    const list = join(book, 'searches.txt');
    await Promise.all([
      ...all.map(([name, { page }]) => writeFile(join(book, name), page)),
      writeFile(list, SEARCHES),
      writeFile(join(book, 'searchindex-1.js'), HEAVY_INDEX),
    ]);
    const found = new Map(all.map(([name]) => [name, new Failures()]));
    const patience = Object.fromEntries(all.map(([name, { patience }]) => [name, patience]));
    await askBook(browser, { book, list, patience, tell: () => {} }, (page, kind, what, where, theme, width) => {
      found.get(page).add(page, kind, what, where, theme, width);
    });
    for (const [name, { kinds, only, says = '' }] of all) {
      const failures = found.get(name);
      const [expected, got] = [kinds, [...failures.kinds].sort()].map(kinds => kinds.join(', ') || 'nothing');
      if (expected !== got) report(`planted/${name}`, 'self', `wanted ${expected}, found ${got}`, failures.lines().join('\n    '));
      if (!failures.lines().join().includes(says)) report(`planted/${name}`, 'self', `it does not say "${says}"`, failures.lines().join('\n    '));
      const elsewhere = only && failures.lines().filter(line => line.startsWith(name) && !line.includes(`  ${only}  `));
      if (elsewhere?.length) report(`planted/${name}`, 'self', `found outside ${only}`, elsewhere.join('\n    '));
    }
    return all.length;
  } finally {
    await rm(book, { recursive: true });
  }
}
