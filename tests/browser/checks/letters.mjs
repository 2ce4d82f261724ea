// In a figure no text lies on another: both would be unreadable.
export async function letters(page, report) {
  const found = await page.evaluate(() => [...document.querySelectorAll('main svg')].flatMap(figure => {
    const texts = [...figure.querySelectorAll('text')].map(text => ({ said: text.textContent.trim(), box: text.getBoundingClientRect() }));
    const shown = texts.filter(({ said, box }) => said && box.width && box.height);
    // Boxes are as high as the tallest letter: neighbouring lines may touch.
    const over = (one, other) => Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1
      && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 0.3 * Math.min(one.height, other.height);
    return shown.flatMap(({ said, box }, place) => shown.slice(place + 1)
      .filter(other => over(box, other.box)).map(other => `"${said}" and "${other.said}"`));
  }));
  for (const where of found) report('letters', 'texts of a figure lie on each other', where);
}
