// Without scripts the mark of a claim leads to its card, which is then open.
export async function cards(page, address, report) {
  await page.goto(address, { waitUntil: 'load' });
  const card = page.locator('.claim-card > [id]').first();
  if (!await card.count()) return;
  const id = await card.getAttribute('id');
  await page.goto(`${address}#${id}`, { waitUntil: 'load' });
  if (!await card.isVisible()) report('cards', 'a link does not open the card of its claim', `#${id}`);
}
