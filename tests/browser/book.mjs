// All that is asked of a book: of each page, and of the whole.
import { readFile, readdir } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';

import { Judged } from './checks/alike.mjs';
import { assumptions } from './checks/assumptions.mjs';
import { cards } from './checks/cards.mjs';
import { firstScreen } from './checks/first-screen.mjs';
import { notFound } from './checks/not-found.mjs';
import { search, terms } from './checks/search.mjs';
import { weight } from './checks/weight.mjs';
import { resize, within } from './browser.mjs';
import { askPage, WIDE } from './page.mjs';
import { serve } from './serve.mjs';

// As GitHub Pages serves a project: below its name.
const BELOW = '/a-project/';

// Nothing takes a slow machine so long. A tab that says nothing for longer is lost.
const SECONDS = 180;

// Runs tasks, as many at once as there are cores. A tab serves one after the other, for to open one costs more than to load a page; a
// task says whether it leaves its tab as it was. What a tab does not answer is asked once more in a new one: a browser may lose a tab, and a
// page that stops it does so twice.
async function all(browser, tasks, tell) {
  const left = [...tasks];
  await Promise.all(cpus().map(async () => {
    let page;
    const ask = async ({ ask }) => {
      page ??= await within(SECONDS, browser.open({ width: WIDE }), 'a new tab');
      return within(SECONDS, ask(page), 'all of it');
    };
    const leave = async () => {
      const context = page?.context();
      page = undefined;
      await within(SECONDS, context?.close(), 'its end').catch(() => {});
    };
    for (let task = left.shift(); task; task = left.shift()) {
      try {
        if (!await ask(task)) await leave();
      } catch (error) {
        await leave();
        const why = error.message.split('\n')[0];
        if (task.again) {
          task.report('harness', why, task.name);
        } else {
          tell(`${task.name} is asked again in a new tab: ${why}`);
          left.push({ ...task, again: true });
        }
      }
    }
    await leave();
  }));
}

// `book` is a folder built for the root of a host; `below` one built for BELOW, where there is one. `patience` is how many seconds a check of
// a page may take that has not as many as the others; `tell` hears what is asked again.
export async function askBook(browser, { book, below, only, list, patience = {}, tell = console.log }, report) {
  const { origin, close } = await serve(below ? { '/': book, [BELOW]: below } : { '/': book });
  const htmls = (await readdir(book)).filter(file => file.endsWith('.html')).sort();
  // index.html is the first chapter once more, print.html all chapters, and toc.html a frame for who has no scripts.
  const pages = htmls.filter(file => !['index.html', 'print.html', 'toc.html', '404.html'].includes(file));
  const asked = only ? pages.filter(page => only.includes(page.replace('.html', ''))) : pages;
  const loaded = new Map();
  const judged = new Judged();
  const task = (name, ask) => ({
    name, ask,
    report: (kind, what, where) => report(name, kind, what, where, '', ''),
  });
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
  // The longest tasks go first, so that no core is left alone with one at the end.
  const read = await Promise.all(asked.map(async name => ({ name, html: await readFile(join(book, name), 'utf8') })));
  read.sort((one, other) => other.html.length - one.html.length);
  const having = part => read.filter(({ html }) => html.includes(`class="${part}"`));
  const each = [
    ...having('assumptions').map(({ name }) => once(name, (page, tell) => assumptions(page, `${origin}/${name}`, tell))),
    ...having('claim-card').map(({ name }) => task(name, async () => {
      const page = await browser.open({ width: WIDE, scripts: false });
      await cards(page, `${origin}/${name}`, (...failure) => report(name, ...failure, 'without scripts', WIDE));
      await page.context().close();
      return true;
    })),
    ...read.map(({ name }) => task(name, async page => {
      loaded.set(name, await askPage(page, `${origin}/${name}`, judged, (...failure) => report(name, ...failure), patience[name]));
      return true;
    })),
  ];
  await all(browser, only ? each : [...whole, ...each], tell);
  if (!only) await weight(book, loaded, (page, kind, what, where) => report(page, kind, what, where, '', ''));
  await close();
  return asked.length;
}
