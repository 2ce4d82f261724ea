// What has the focus is in sight: below the header, which stands at the top whenever a reader goes back, and above its own note.
// All numbers are asked; of the other links and buttons of a page at most MOST, evenly.
const MOST = 150;

export async function focus(page, report) {
  // From here on the browser shows the focus, because the keyboard was the last that was used.
  await page.keyboard.press('Tab');
  const covered = await page.evaluate(async most => {
    const all = [...document.querySelectorAll('main a[href], main button, main summary, main input, main [tabindex="0"]')]
      .filter(element => element.checkVisibility());
    const isNumber = element => element.closest('.evidence, .origin, .claim-mark');
    const others = all.filter(element => !isNumber(element));
    const step = Math.max(1, Math.ceil(others.length / most));
    const kept = new Set(others.filter((_, index) => index % step === 0));
    const asked = all.filter(element => isNumber(element) || kept.has(element));
    const header = document.querySelector('#mdbook-menu-bar')?.offsetHeight ?? 0;
    const covered = [];
    const look = (element, way) => {
      element.focus();
      if (document.activeElement !== element) return;
      const parts = [...element.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
      if (!parts.length) return;
      // A region that scrolls may be higher than the window; its beginning or its end is enough.
      const [first, last] = [parts[0], parts.at(-1)];
      const region = element.matches('[tabindex]');
      const where = `${element.localName} "${(element.innerText || element.getAttribute('aria-label') || '').trim().slice(0, 40)}" ${element.getAttribute('popovertarget') ?? element.getAttribute('href') ?? ''} ${way}, ${Math.round(first.top)} to ${Math.round(last.bottom)} px of ${innerHeight}`;
      if (region ? last.bottom < header + 20 || first.top > innerHeight - 20 : first.top < -1 || last.bottom > innerHeight + 1) {
        covered.push(['the focus is out of sight', where]);
        return;
      }
      if (!region && way === 'backwards' && scrollY > 0 && first.top < header - 1) covered.push(['the header covers the focus', where]);
      const holder = element.closest('.evidence') ?? element;
      const note = getComputedStyle(holder, '::after');
      const shows = note.content !== 'none' && note.content !== 'normal' && note.position === 'fixed';
      // Its note stands at the window's foot.
      if (shows && last.bottom > innerHeight - parseFloat(note.height) + 2) covered.push(['the note covers its number', where]);
    };
    for (const element of asked) look(element, 'forwards');
    for (const element of asked.reverse()) look(element, 'backwards');
    // Once asked for, the note itself stands there.
    for (const button of asked.filter(element => element.matches('button[popovertarget], a.claim-mark'))) {
      button.focus();
      const note = document.getElementById(button.getAttribute('popovertarget') ?? `claim-note-${button.hash.slice(1)}`);
      if (!note?.showPopover) continue;
      note.showPopover();
      const box = note.getBoundingClientRect();
      const parts = [...button.getClientRects()];
      const hidden = parts.some(part => part.bottom > box.top + 2 && part.top < box.bottom - 1 && part.right > box.left && part.left < box.right);
      if (hidden) covered.push(['the open note covers its number', `"${button.innerText.slice(0, 40)}" #${note.id}`]);
      note.hidePopover();
    }
    document.activeElement?.blur();
    scrollTo(0, 0);
    return covered;
  }, MOST);
  for (const [what, where] of covered) report('focus', what, where);
}
