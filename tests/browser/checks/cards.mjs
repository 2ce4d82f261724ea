// Without scripts the mark of a claim leads to its card, which is then open, and whole.
export async function cards(page, address, report) {
  await page.goto(address, { waitUntil: 'load' });
  const ids = await page.locator('.claim-card > [id]').evaluateAll(cards => cards.map(card => card.id));
  // The page is long: one card at its beginning and one at its end.
  for (const id of new Set([...ids.slice(0, 1), ...ids.slice(-1)])) {
    await page.goto(`${address}#${id}`, { waitUntil: 'load' });
    const card = page.locator(`[id="${id}"]`);
    if (!await card.isVisible()) {
      report('cards', 'a link does not open the card of its claim', `#${id}`);
      continue;
    }
    const cut = await card.evaluate(card => {
      const all = [card.parentElement, card, ...card.querySelectorAll('*')];
      const clips = element => {
        const { overflowX, overflowY } = getComputedStyle(element);
        return overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1
          || overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 1;
      };
      const by = all.find(clips);
      const { top, left, right } = card.getBoundingClientRect();
      if (by) return `by ${by.localName}, ${by.clientWidth} x ${by.clientHeight} px of ${by.scrollWidth} x ${by.scrollHeight}`;
      if (left < 0 || right > innerWidth + 1) return `by the window, ${Math.round(left)} to ${Math.round(right)} px of ${innerWidth}`;
      if (top < 0 || top > innerHeight - 20) return `it begins at ${Math.round(top)} px of ${innerHeight}`;
      return undefined;
    });
    if (cut) report('cards', 'the card of a claim is cut off', `#${id}, ${cut}`);
  }
}
