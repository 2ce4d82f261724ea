// All that is asked of one page, from a single load of it.
import { axe, COLOURS } from './checks/axe.mjs';
import { focus } from './checks/focus.mjs';
import { load } from './checks/load.mjs';
import { motion } from './checks/motion.mjs';
import { notes } from './checks/notes.mjs';
import { print } from './checks/print.mjs';
import { width } from './checks/width.mjs';
import { doubledText, zoom } from './checks/zoom.mjs';
import { open, resize, settle } from './browser.mjs';

export const WIDE = 1280;
export const NARROW = 390;
const THEMES = ['light', 'rust', 'coal', 'navy', 'ayu'];

// As a reader chooses one, with the colours of its code.
async function choose(page, theme) {
  await page.evaluate(theme => {
    const button = document.querySelector(`#mdbook-theme-${theme}`);
    if (button) button.click();
    else document.documentElement.className = theme;
  }, theme);
  // A theme's style sheet of code is loaded when it is first wanted.
  await page.waitForFunction(() => [...document.querySelectorAll('link[rel=stylesheet]')].every(link => link.disabled || link.sheet));
  await settle(page);
}

// `report(what, theme, width, kind, where)`; answers with the addresses that it asked for.
export async function askPage(browser, address, report) {
  const page = await open(browser, { width: WIDE });
  try {
    let at = ['light', WIDE];
    const tell = (kind, what, where) => report(kind, what, where, ...at);
    const loaded = await load(page, address, tell);
    await choose(page, 'light');
    await width(page, tell);
    await motion(page, tell);
    await axe(page, tell);
    await notes(page, tell);
    await focus(page, tell);
    // A theme changes colours and nothing else.
    for (const theme of THEMES.slice(1)) {
      at = [theme, WIDE];
      await choose(page, theme);
      await axe(page, tell, COLOURS);
    }
    await choose(page, 'light');
    at = ['light', WIDE];
    await doubledText(page, tell);
    at = ['light', NARROW];
    await resize(page, NARROW);
    // The sidebar opens or not when a page is loaded.
    await page.reload({ waitUntil: 'load' });
    await width(page, tell);
    await axe(page, tell);
    await focus(page, tell);
    at = ['light', '200 %'];
    await zoom(page, tell);
    at = ['light', 'paper'];
    await print(page, tell);
    return loaded;
  } catch (error) {
    report('harness', error.message.split('\n')[0], address, '', '');
    return [];
  } finally {
    await page.context().close();
  }
}
