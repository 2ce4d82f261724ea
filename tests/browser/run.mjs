// Looks at the built book in a real browser: `node run.mjs [--book DIR] [--below DIR] [--only page,page] [--skip-self]`.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';


const here = name => fileURLToPath(new URL(name, import.meta.url));
const { values } = parseArgs({
  options: {
    book: { type: 'string', default: here('../../book') },
    below: { type: 'string' },
    only: { type: 'string' },
    'skip-self': { type: 'boolean', default: false },
  },
});

function skip(why) {
  console.log(`Skipped: ${why} Nothing was looked at.`);
  process.exit(0);
}

if (!existsSync(here('node_modules/playwright-core'))) skip('playwright-core is not installed: run `npm ci` in tests/browser.');
// Only now: they need what is installed.
const [{ Browser, findChromium }, { askBook }, { Failures }, { askSelf }] =
  await Promise.all(['browser', 'book', 'failures', 'self'].map(name => import(`./${name}.mjs`)));
const chromium = findChromium();
if (!chromium) skip(process.env.CHROMIUM ? `CHROMIUM=${process.env.CHROMIUM} is no program.` : 'there is no /usr/bin/chromium, and CHROMIUM names no other.');
if (!existsSync(values.book)) {
  console.error(`There is no book in ${values.book}. Build it first: cargo run --locked -- build`);
  process.exit(1);
}

const begun = Date.now();
const browser = new Browser(chromium);
const failures = new Failures();
const report = (...failure) => failures.add(...failure);
if (!values['skip-self']) await askSelf(browser, report);
const pages = await askBook(browser, { ...values, only: values.only?.split(','), list: here('searches.txt') }, report);
await browser.close();

for (const line of failures.lines()) console.log(line);
const seconds = Math.round((Date.now() - begun) / 1000);
console.log(failures.count ? `${failures.count} failures, ${pages} pages, ${seconds} s` : `${pages} pages pass, ${seconds} s`);
process.exitCode = failures.count ? 1 : 0;
