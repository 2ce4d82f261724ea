// Who opens the book sees its answer whole: all above the second heading fits one window.
export async function firstScreen(page, report) {
  const found = await page.evaluate(() => {
    scrollTo(0, 0);
    const second = document.querySelectorAll('main :is(h1, h2, h3)')[1];
    const above = second?.previousElementSibling;
    if (!above) return 'there is no second heading';
    const { bottom } = above.getBoundingClientRect();
    return bottom > innerHeight ? `it ends at ${Math.round(bottom)} px of ${innerHeight}` : undefined;
  });
  if (found) report('first screen', 'what stands above the second heading does not fit', found);
}
