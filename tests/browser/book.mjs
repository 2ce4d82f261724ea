// All that is asked of a book: of each page, and of the whole.
import { readFile, readdir } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';

import { assumptions } from './checks/assumptions.mjs';
import { cards } from './checks/cards.mjs';
import { firstScreen } from './checks/first-screen.mjs';
import { notFound } from './checks/not-found.mjs';
import { search, terms } from './checks/search.mjs';
import { weight } from './checks/weight.mjs';
import { open, resize } from './browser.mjs';
import { askPage, WIDE } from './page.mjs';
import { serve } from './serve.mjs';

// As GitHub Pages serves a project: below its name.
const BELOW = '/a-project/';

// Runs tasks, as many at once as there are cores. A tab serves one after the other, for to open one costs more than to load a page; a
// task says whether it leaves its tab as it was.
async function all(browser, tasks) {
  const left = [...tasks];
  await Promise.all(cpus().map(async () => {
    let page;
    for (let ask = left.shift(); ask; ask = left.shift()) {
      page ??= await open(browser, { width: WIDE });
      if (await ask(page)) continue;
      await page.context().close();
      page = undefined;
    }
    await page?.context().close();
  }));
}

// `book` is a folder built for the root of a host; `below` one built for BELOW, where there is one.
export async function askBook(browser, { book, below, only, list }, report) {
  const { origin, close } = await serve(below ? { '/': book, [BELOW]: below } : { '/': book });
  const htmls = (await readdir(book)).filter(file => file.endsWith('.html')).sort();
  // index.html is the first chapter once more, print.html all chapters, and toc.html a frame for who has no scripts.
  const pages = htmls.filter(file => !['index.html', 'print.html', 'toc.html', '404.html'].includes(file));
  const asked = only ? pages.filter(page => only.includes(page.replace('.html', ''))) : pages;
  const loaded = new Map();
  const task = (name, ask) => async page => {
    try {
      return await ask(page);
    } catch (error) {
      report(name, 'harness', error.message.split('\n')[0], name, '', '');
      return false;
    }
  };
  const once = (name, ask) => task(name, async page => {
    await resize(page, WIDE);
    await ask(page, (kind, what, where) => report(name, kind, what, where, '', WIDE));
    return false;
  });
  const whole = [
    once('index.html', (page, tell) => page.goto(`${origin}/`).then(() => firstScreen(page, tell))),
    once('index.html', async (page, tell) => {
      await page.goto(`${origin}/`);
      await search(page, await terms(list), tell);
    }),
    once('404.html', (page, tell) => notFound(page, `${origin}/no/such/page.html`, tell)),
  ];
  if (below) {
    whole.push(
      once(`${BELOW}404.html`, (page, tell) => notFound(page, `${origin}${BELOW}no/such/page.html`, tell)),
      once(`${BELOW}index.html`, (page, tell) => notFound(page, `${origin}${BELOW}`, tell)),
    );
  }
  const each = asked.map(name => task(name, async page => {
    loaded.set(name, await askPage(page, `${origin}/${name}`, (...failure) => report(name, ...failure)));
    return true;
  }));
  for (const name of asked) {
    const html = await readFile(join(book, name), 'utf8');
    if (html.includes('class="assumptions"')) each.push(once(name, (page, tell) => assumptions(page, `${origin}/${name}`, tell)));
    if (html.includes('class="claim-card"')) {
      each.push(task(name, async page => {
        const context = await page.context().browser().newContext({ javaScriptEnabled: false });
        await cards(await context.newPage(), `${origin}/${name}`, (...failure) => report(name, ...failure, 'without scripts', WIDE));
        await context.close();
        return true;
      }));
    }
  }
  await all(browser, only ? each : [...whole, ...each]);
  if (!only) await weight(book, loaded, (page, kind, what, where) => report(page, kind, what, where, '', ''));
  await close();
  return asked.length;
}
