// All that is asked of one page, from a single load of it a width.
import { fill, note, thin } from './checks/alike.mjs';
import { axe, axeColours } from './checks/axe.mjs';
import { focus } from './checks/focus.mjs';
import { letters } from './checks/letters.mjs';
import { load } from './checks/load.mjs';
import { motion } from './checks/motion.mjs';
import { notes } from './checks/notes.mjs';
import { print } from './checks/print.mjs';
import { sentences } from './checks/sentences.mjs';
import { tables, width } from './checks/width.mjs';
import { doubledText, zoom } from './checks/zoom.mjs';
import { resize, within } from './browser.mjs';

export const WIDE = 1280;
export const NARROW = 390;
const LIGHT = 'light';
const THEMES = [LIGHT, 'rust', 'coal', 'navy', 'ayu'];
const LAST = THEMES.at(-1);

// As a reader chooses one, with the colours of its code.
async function show(page, theme) {
  await page.evaluate(async theme => {
    const button = document.querySelector(`#mdbook-theme-${theme}`);
    if (button) button.click();
    else document.documentElement.className = theme;
    // A theme's style sheet of code is loaded when it is first wanted.
    const sheets = [...document.querySelectorAll('link[rel=stylesheet]')].filter(link => !link.disabled && !link.sheet);
    await Promise.all(sheets.map(link => new Promise(done => { link.onload = link.onerror = done; })));
  }, theme);
}

// A theme changes colours and nothing else. Of what looks alike in all themes only a few places are left on the page, and these are asked
// in each, from the last to the first, for the last is the one that the page shows then.
async function colours(page, judged, tell) {
  for (const theme of THEMES) {
    await show(page, theme);
    await note(page, theme === LIGHT);
  }
  const looks = await thin(page, judged, tell(LAST));
  if (looks.length) {
    for (const theme of THEMES.toReversed()) {
      if (theme !== LAST) await show(page, theme);
      await axeColours(page, tell(theme));
    }
    judged.add(looks);
    await fill(page);
  }
  await show(page, LIGHT);
}

// Opens the sidebar as a reader does. A page that is loaded where there is no room for it has it closed.
const openSidebar = page => page.evaluate(() => document.querySelector('button[aria-controls="mdbook-sidebar"][aria-expanded="false"]')?.click());

const forget = page => page.evaluate(() => [localStorage, sessionStorage].forEach(kept => kept.clear()));

// No check takes a slow machine so long, but that of colours, which is as many as there are themes. A tab that says nothing for longer is lost.
const SECONDS = 40;

// `report(what, theme, width, kind, where)`, how often each look was `judged` before, and the `seconds` that a check may take; answers with the
// addresses that it asked for. The tab is left as it was found.
export async function askPage(page, address, judged, report, seconds = SECONDS) {
  const at = (theme, width) => (kind, what, where) => report(kind, what, where, theme, width);
  const ask = (width, check, ...given) =>
    within(check === colours ? 3 * seconds : seconds, check(page, ...given), `${check.name} at ${width}`);
  const askAll = async (width, checks) => {
    for (const check of checks) await ask(width, check, at(LIGHT, width));
  };
  await ask(NARROW, resize, NARROW);
  const { loaded, leave } = await ask(NARROW, load, address, at(LIGHT, NARROW));
  await ask(NARROW, show, LIGHT);
  await askAll(NARROW, [width, letters, sentences, axe, focus]);
  await ask(NARROW, colours, judged, theme => at(theme, NARROW));
  await askAll('200 %', [zoom]);
  await askAll('paper', [print]);
  await ask(WIDE, openSidebar);
  await ask(WIDE, resize, WIDE);
  await askAll(WIDE, [width, tables, letters, sentences, motion, axe, notes, focus, doubledText]);
  await ask(WIDE, colours, judged, theme => at(theme, WIDE));
  await ask(WIDE, forget);
  leave();
  return loaded;
}
