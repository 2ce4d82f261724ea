// All that is asked of one page, from a single load of it a width.
import { note, thin } from './checks/alike.mjs';
import { axe, COLOURS } from './checks/axe.mjs';
import { focus } from './checks/focus.mjs';
import { letters } from './checks/letters.mjs';
import { load } from './checks/load.mjs';
import { motion } from './checks/motion.mjs';
import { notes } from './checks/notes.mjs';
import { print } from './checks/print.mjs';
import { sentences } from './checks/sentences.mjs';
import { tables, width } from './checks/width.mjs';
import { doubledText, zoom } from './checks/zoom.mjs';
import { resize } from './browser.mjs';

export const WIDE = 1280;
export const NARROW = 390;
const LIGHT = 'light';
const OTHERS = ['rust', 'coal', 'navy', 'ayu'];
const ALL = [LIGHT, ...OTHERS];

// As a reader chooses one, with the colours of its code.
async function choose(page, theme) {
  await page.evaluate(async theme => {
    const button = document.querySelector(`#mdbook-theme-${theme}`);
    if (button) button.click();
    else document.documentElement.className = theme;
    // A theme's style sheet of code is loaded when it is first wanted.
    const sheets = [...document.querySelectorAll('link[rel=stylesheet]')].filter(link => !link.disabled && !link.sheet);
    await Promise.all(sheets.map(link => new Promise(done => { link.onload = link.onerror = done; })));
  }, theme);
}

// A theme changes colours and nothing else. Of what looks alike in all of `themes` only a few places are left on the page, and these are
// asked in each, from the last to the first, for the last is the one that the page shows then.
async function colours(page, themes, tell) {
  for (const theme of themes) {
    await choose(page, theme);
    await note(page);
  }
  await thin(page, tell(themes.at(-1)));
  for (const theme of themes.toReversed()) {
    if (theme !== themes.at(-1)) await choose(page, theme);
    await axe(page, tell(theme), { only: COLOURS });
  }
  if (themes[0] !== LIGHT) await choose(page, LIGHT);
}

// `report(what, theme, width, kind, where)`; answers with the addresses that it asked for. The tab is left as it was found.
export async function askPage(page, address, report) {
  const at = (theme, width) => (kind, what, where) => report(kind, what, where, theme, width);
  const wide = at(LIGHT, WIDE);
  await resize(page, WIDE);
  const { loaded, leave } = await load(page, address, wide);
  await choose(page, LIGHT);
  await width(page, wide);
  await tables(page, wide);
  await letters(page, wide);
  await sentences(page, wide);
  await motion(page, wide);
  await axe(page, wide);
  await notes(page, wide);
  await focus(page, wide);
  await doubledText(page, wide);
  await colours(page, OTHERS, theme => at(theme, WIDE));
  const narrow = at(LIGHT, NARROW);
  await resize(page, NARROW);
  // The sidebar opens or not when a page is loaded.
  await page.reload({ waitUntil: 'load' });
  await choose(page, LIGHT);
  await width(page, narrow);
  await letters(page, narrow);
  await sentences(page, narrow);
  // Everything's colours in light were asked above; of a narrow page those of what looks alike are enough, in light too.
  await axe(page, narrow, { without: COLOURS });
  await focus(page, narrow);
  await zoom(page, at(LIGHT, '200 %'));
  await print(page, at(LIGHT, 'paper'));
  await resize(page, NARROW);
  await colours(page, ALL, theme => at(theme, NARROW));
  await page.evaluate(() => [localStorage, sessionStorage].forEach(kept => kept.clear()));
  leave();
  return loaded;
}
