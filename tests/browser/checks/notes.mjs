// Each number's note opens by keyboard, is closed by Escape, and gives the focus back.
export async function notes(page, report) {
  const buttons = await page.locator('main button[popovertarget]').all();
  for (const button of buttons) {
    const target = await button.getAttribute('popovertarget');
    const state = () => button.evaluate((button, target) => ({
      open: document.getElementById(target)?.matches(':popover-open') ?? false,
      text: document.getElementById(target)?.innerText.trim() ?? '',
      focused: document.activeElement === button,
      visible: button.checkVisibility(),
    }), target);
    const before = await state();
    // Of a record that the page does not show now.
    if (!before.visible) continue;
    await button.focus();
    await page.keyboard.press('Enter');
    const opened = await state();
    if (!opened.open) {
      report('notes', 'Enter does not open the note', `#${target}`);
      continue;
    }
    if (!opened.text) report('notes', 'the note says nothing', `#${target}`);
    await page.keyboard.press('Escape');
    const closed = await state();
    if (closed.open) {
      report('notes', 'Escape does not close the note', `#${target}`);
      await page.evaluate(target => document.getElementById(target).hidePopover(), target);
    } else if (!closed.focused) {
      report('notes', 'Escape does not give the focus back', `#${target}`);
    }
  }
}
