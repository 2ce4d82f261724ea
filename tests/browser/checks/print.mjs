// On paper there is nothing to scroll, to open or to point at.
import { resize } from '../browser.mjs';

// A4 with mdBook's margins, in CSS pixels.
const PAPER = 718;

export async function print(page, report) {
  await page.emulateMedia({ media: 'print' });
  await resize(page, PAPER);
  const found = await page.evaluate(() => {
    const found = [];
    const named = element => {
      const caption = element.querySelector('caption, figcaption')?.innerText ?? element.innerText ?? '';
      return `${element.localName}.${element.getAttribute('class') ?? ''} "${caption.trim().slice(0, 50)}"`;
    };
    const main = document.querySelector('main') ?? document.body;
    for (const element of main.querySelectorAll('*')) {
      if (!element.checkVisibility() || element.closest('svg') !== null && element.localName !== 'svg') continue;
      const style = getComputedStyle(element);
      // Inline boxes have no scroller of their own.
      if (style.overflowX !== 'visible' && element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1) {
        found.push(['its scroller cuts it off', `${named(element)} ${element.scrollWidth} px in ${element.clientWidth}`]);
      } else if (element.matches('table, svg, pre, figure') && element.getBoundingClientRect().right > innerWidth + 1) {
        found.push(['it is wider than the paper', `${named(element)} ends at ${Math.round(element.getBoundingClientRect().right)} px`]);
      }
    }
    for (const details of main.querySelectorAll('details')) {
      const inside = [...details.children].find(child => child.localName !== 'summary');
      if (inside && !inside.checkVisibility({ contentVisibilityAuto: true })) found.push(['it stays closed', named(details)]);
    }
    for (const cell of main.querySelectorAll('td, td *')) {
      const { content } = getComputedStyle(cell, '::after');
      if (/\d/.test(content)) {
        found.push(['a cell repeats its note', `${content} behind "${cell.innerText.slice(0, 30)}"`]);
      }
    }
    return found;
  });
  for (const [what, where] of found) report('print', what, where);
  await page.emulateMedia({ media: 'screen' });
}
