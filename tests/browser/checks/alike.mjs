// Of text that looks alike in every theme, a few places are enough to judge its colours: a table of a thousand cells has some twenty
// looks. A place looks as its own style says, and all that is painted behind it.

// So many of a look stay, because what lies over one place can make it the exception.
const STAY = 2;

// Notes what everything on the page looks like in the theme that it shows now.
export const note = page => page.evaluate(() => {
  // The style of what paints nothing behind its text.
  const UNPAINTED = 'rgba(0, 0, 0, 0),none,1,none,normal,static,auto,none,false';
  const alike = window.alike ??= { looks: new Map(), numbers: new Map(), themes: 0 };
  const { looks, numbers } = alike;
  alike.themes += 1;
  alike.now = new Map();
  const number = look => {
    if (!numbers.has(look)) numbers.set(look, numbers.size);
    return numbers.get(look);
  };
  const walk = (element, behind) => {
    const style = getComputedStyle(element);
    if (style.display === 'none') return;
    const painted = [
      style.backgroundColor, style.backgroundImage, style.opacity, style.filter, style.mixBlendMode, style.position, style.zIndex,
      style.clipPath, element.matches(':disabled, [aria-disabled=true]'),
    ].join();
    const here = painted === UNPAINTED ? behind : number(`${painted} before ${behind}`);
    const own = number([
      style.color, style.visibility, style.fontSize, style.fontWeight, style.fontStyle, style.textDecorationLine, style.textShadow,
      style.borderBottom, element.localName, here,
    ].join());
    alike.now.set(element, own);
    // With what it looked like in the themes before.
    looks.set(element, number(`${looks.get(element)}, in theme ${alike.themes} ${own}`));
    for (const child of element.children) walk(child, here);
  };
  walk(document.documentElement, '');
});

// Empties what looks as something that stays. Its shell is kept, for a style may count its neighbours.
const thinned = page => page.evaluate(stay => {
  const { looks, now } = window.alike;
  window.alike.before = now;
  const said = element => [...element.childNodes].filter(child => child.nodeType === Node.TEXT_NODE).map(child => child.data).join('').trim();
  const has = element => looks.has(element) && (said(element) !== '' || element.matches('input, select, textarea'));
  // A sign alone is judged otherwise than words are, and a link in a sentence otherwise than one by itself.
  const look = (element, sentence) =>
    `${looks.get(element)} ${/[\p{L}\p{N}]{2}/u.test(said(element))} in ${looks.get(sentence)}`;
  const times = new Map();
  const stays = new Set();
  const keep = element => {
    for (let each = element; each && !stays.has(each); each = each.parentElement) stays.add(each);
  };
  const choose = element => {
    if (!has(element)) return [...element.children].forEach(choose);
    for (const each of [element, ...element.querySelectorAll('*')].filter(has)) {
      const seen = look(each, element);
      const before = times.get(seen) ?? 0;
      if (before === stay) continue;
      times.set(seen, before + 1);
      keep(each);
    }
  };
  const empty = element => {
    if (stays.has(element)) return [...element.children].forEach(empty);
    element.style.setProperty('display', 'none', 'important');
    element.replaceChildren();
  };
  // Themes are still to be chosen, and a style may ask how wide the sidebar leaves the chapter.
  document.querySelectorAll('[id^="mdbook-theme-"], [id^="mdbook-theme-"] *, #mdbook-sidebar').forEach(keep);
  choose(document.body);
  empty(document.body);
}, STAY);

// Thins the page out, in the theme that was noted last, and sees to it that what stays still looks as it did.
export async function thin(page, report) {
  await thinned(page);
  await note(page);
  const changed = await page.evaluate(() => {
    const { now, before } = window.alike;
    return [...now].filter(([element, look]) => before.get(element) !== look).map(([element]) => element.outerHTML.slice(0, 80));
  });
  for (const where of changed) report('harness', 'it looks otherwise when its likes are gone', where);
}
