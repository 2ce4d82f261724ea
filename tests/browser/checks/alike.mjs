// Of text that looks alike in every theme, a few places are enough to judge its colours: a table of a thousand cells has some twenty
// looks, and pages of one book have most of theirs in common. A place looks as its own style says, and all that is painted behind it.

// So many of a look are judged, because what lies over one place can make it the exception.
const ENOUGH = 2;

// How often each look was judged, on all pages and at all widths.
export class Judged {
  #times = new Map();

  // Counts `looks`, a number of places for each look.
  add(looks) {
    for (const [look, places] of looks) this.#times.set(look, (this.#times.get(look) ?? 0) + places);
  }

  // The looks that need no further place.
  get enough() {
    return [...this.#times].filter(([, places]) => places >= ENOUGH).map(([look]) => look);
  }
}

// Notes what everything on the page looks like in the theme that it shows now; `isFirst` where no theme was noted before.
export const note = (page, isFirst) => page.evaluate(isFirst => {
  // The style of what paints nothing behind its text.
  const UNPAINTED = 'rgba(0, 0, 0, 0),none,1,none,normal,static,auto,none,false';
  const { looks, numbers, said } = !isFirst ? window.alike : window.alike = {
    looks: new Map(), numbers: new Map(), themes: 0,
    // An element's own text.
    said: element => [...element.childNodes].filter(child => child.nodeType === Node.TEXT_NODE).map(child => child.data).join('').trim(),
  };
  // The same number for the same look on every page: cyrb53, of 53 bits.
  const hashed = text => {
    let [low, high] = [0xdeadbeef, 0x41c6ce57];
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      low = Math.imul(low ^ code, 2654435761);
      high = Math.imul(high ^ code, 1597334677);
    }
    low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
    high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
    return 4294967296 * (2097151 & high) + (low >>> 0);
  };
  const number = look => {
    if (!numbers.has(look)) numbers.set(look, hashed(look));
    return numbers.get(look);
  };
  window.alike.themes += 1;
  const now = window.alike.now = new Map();
  const walk = (element, behind) => {
    const hasText = said(element) !== '' || element.matches('input, select, textarea');
    if (!hasText && !element.firstElementChild) return;
    const style = getComputedStyle(element);
    if (style.display === 'none') return;
    const painted = [
      style.backgroundColor, style.backgroundImage, style.opacity, style.filter, style.mixBlendMode, style.position, style.zIndex,
      style.clipPath, element.matches(':disabled, [aria-disabled=true]'),
    ].join();
    const here = painted === UNPAINTED ? behind : number(`${painted} before ${behind}`);
    if (hasText) {
      const own = number([
        style.color, style.visibility, style.fontSize, style.fontWeight, style.fontStyle, style.textDecorationLine, style.textShadow,
        style.borderBottom, element.localName, here,
      ].join());
      now.set(element, own);
      // With what it looked like in the themes before.
      looks.set(element, number(`${looks.get(element)}, in theme ${window.alike.themes} ${own}`));
    }
    for (const child of element.children) walk(child, here);
  };
  walk(document.documentElement, '');
}, isFirst);

// Leaves on the page only places whose looks were not judged often enough, and answers with how many places of each look these are. The shell
// of the rest is kept, for a style may count its neighbours.
const thinned = (page, judged) => page.evaluate(({ enough, judged }) => {
  const { looks, said } = window.alike;
  const before = new Set(judged);
  // A sign alone is judged otherwise than words are, and a link in a sentence otherwise than one by itself.
  const look = (element, sentence) =>
    `${looks.get(element)} ${/[\p{L}\p{N}]{2}/u.test(said(element))} in ${looks.get(sentence)}`;
  const times = new Map();
  const stays = new Set();
  const keep = element => {
    for (let each = element; each && !stays.has(each); each = each.parentElement) stays.add(each);
  };
  const choose = element => {
    if (!looks.has(element)) return [...element.children].forEach(choose);
    for (const each of [element, ...element.querySelectorAll('*')].filter(each => looks.has(each))) {
      const seen = look(each, element);
      const places = times.get(seen) ?? 0;
      if (places === enough || before.has(seen)) continue;
      times.set(seen, places + 1);
      keep(each);
    }
  };
  const emptied = window.alike.emptied = new Map();
  const empty = element => {
    if (stays.has(element)) return [...element.children].forEach(empty);
    emptied.set(element, { children: [...element.childNodes], style: element.getAttribute('style') });
    element.style.setProperty('display', 'none', 'important');
    element.replaceChildren();
  };
  // Themes are still to be chosen, and a style may ask how wide the sidebar leaves the chapter.
  document.querySelectorAll('[id^="mdbook-theme-"], [id^="mdbook-theme-"] *, #mdbook-sidebar').forEach(keep);
  choose(document.body);
  if (times.size) empty(document.body);
  return [...times];
}, { enough: ENOUGH, judged: judged.enough });

// Thins the page out, in the theme that was noted last, and sees to it that what stays still looks as it did.
export async function thin(page, judged, report) {
  const looks = await thinned(page, judged);
  if (!looks.length) return looks;
  const before = await page.evaluateHandle(() => window.alike.now);
  await note(page);
  const changed = await page.evaluate(before => {
    const { now } = window.alike;
    return [...now].filter(([element, look]) => before.get(element) !== look).map(([element]) => element.outerHTML.slice(0, 80));
  }, before);
  for (const where of changed) report('harness', 'it looks otherwise when its likes are gone', where);
  return looks;
}

// Puts everything back where it was.
export const fill = page => page.evaluate(() => {
  for (const [element, { children, style }] of window.alike.emptied) {
    element.replaceChildren(...children);
    if (style === null) element.removeAttribute('style');
    else element.setAttribute('style', style);
  }
});
