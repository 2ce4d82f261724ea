// The page itself never scrolls sideways, and nothing hangs over its edge where it could not be scrolled to.
export async function width(page, report) {
  const found = await page.evaluate(() => {
    const limit = document.documentElement.clientWidth;
    const named = element => `<${element.localName}${element.id ? ` id=${element.id}` : ''} class="${element.getAttribute('class') ?? ''}">`;
    const found = [];
    const wide = document.documentElement.scrollWidth;
    if (wide > limit) found.push(['the page scrolls sideways', `${wide} px of ${limit}`]);
    const walk = element => {
      for (const child of element.children) {
        const style = getComputedStyle(child);
        if (style.display === 'none' || style.visibility === 'hidden' || style.position === 'fixed') continue;
        const { right, left, width, height } = child.getBoundingClientRect();
        if (width > 1 && height > 1 && right > limit + 1 && left < right) {
          found.push(['hangs over the edge', `${named(child)} ends at ${Math.round(right)} px of ${limit}`]);
          continue;
        }
        // What is in a scroller can be scrolled to.
        if (style.overflowX === 'visible') walk(child);
      }
    };
    const content = document.querySelector('main') ?? document.body;
    walk(content);
    return found;
  });
  for (const [what, where] of found) report('width', what, where);
}

// On a wide screen a table has room: one that scrolls there hides a column from whoever does not try.
export async function tables(page, report) {
  const cut = await page.evaluate(() => {
    const hides = table => table.clientWidth && table.scrollWidth > table.clientWidth + 1;
    const all = [...document.querySelectorAll('main .table-wrapper')].filter(hides);
    return all.map(table => `"${table.getAttribute('aria-label') ?? table.innerText.slice(0, 40)}" shows ${table.clientWidth} px of ${table.scrollWidth}`);
  });
  for (const where of cut) report('width', 'a table hides columns', where);
}
