// The note of each number and of each claim opens by keyboard, is closed by Escape, and gives the focus back.
const KEYS = [
  { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' },
  { key: 'Escape', code: 'Escape', windowsVirtualKeyCode: 27 },
];

// The page looks by itself when a key is up and goes on to the next number, so that hundreds of keys need not wait for an answer each.
export async function notes(page, report) {
  const count = await page.evaluate(() => {
    // One of a record that the page does not show now is not asked.
    const left = [...document.querySelectorAll('main button[popovertarget], main a.claim-mark')].filter(button => button.checkVisibility());
    const found = [];
    let asked = 0;
    const target = button => button.getAttribute('popovertarget') ?? `claim-note-${button.hash.slice(1)}`;
    const noteOf = button => document.getElementById(target(button));
    // A mark that opens nothing would leave the page.
    addEventListener('click', event => { if (event.target.closest('a.claim-mark')) event.preventDefault(); });
    const isOpen = note => note?.matches(':popover-open') ?? false;
    const next = () => left[asked]?.focus();
    let opened = false;
    addEventListener('keyup', ({ key }) => {
      const button = left[asked];
      const note = button && noteOf(button);
      const tell = what => found.push([what, `#${target(button)}`]);
      if (key === 'Enter') {
        opened = isOpen(note);
        if (!opened) tell('Enter does not open the note');
        else if (!note.innerText.trim()) tell('the note says nothing');
      } else if (key === 'Escape') {
        if (isOpen(note)) {
          tell('Escape does not close the note');
          note.hidePopover();
        } else if (opened && document.activeElement !== button) {
          tell('Escape does not give the focus back');
        }
        asked += 1;
        next();
      }
    }, true);
    window.asked = () => ({ asked, found });
    next();
    return left.length;
  });
  const keyboard = await page.context().newCDPSession(page);
  const keys = Array.from({ length: count }, () => KEYS).flat();
  await Promise.all(keys.flatMap(key => [
    keyboard.send('Input.dispatchKeyEvent', { type: key.text ? 'keyDown' : 'rawKeyDown', ...key }),
    keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key, text: undefined }),
  ]));
  await keyboard.detach();
  const { asked, found } = await page.evaluate(() => window.asked());
  if (asked < count) report('harness', 'not every key arrived', `${asked} of ${count} notes`);
  for (const [what, where] of found) report('notes', what, where);
}
