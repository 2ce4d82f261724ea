// A reader types a term, and the chapter that is about it is among the first three results.
import { readFile } from 'node:fs/promises';

// Each line of the list is `term -> chapter` or `term -> chapter#heading`.
export async function terms(file) {
  const lines = (await readFile(file, 'utf8')).split('\n').filter(line => line.trim() && !line.startsWith('#'));
  return lines.map(line => line.split('->').map(part => part.trim()));
}

export async function search(page, expected, report) {
  await page.locator('#mdbook-search-toggle').click();
  const bar = page.locator('#mdbook-searchbar');
  const results = page.locator('#mdbook-searchresults > li > a');
  for (const [term, chapter] of expected) {
    await bar.fill('');
    await bar.press('Backspace');
    await bar.fill(term);
    await bar.press('End');
    await page.waitForFunction(term => document.querySelector('#mdbook-searchresults-header').innerText.includes(`'${term}'`), term);
    const shown = await results.evaluateAll(links => links.slice(0, 3).map(link => {
      const { pathname, hash } = new URL(link.href);
      return { at: pathname.split('/').pop() + hash, title: link.innerText };
    }));
    const page_of = at => chapter.includes('#') ? at : at.split('#')[0];
    if (!shown.some(({ at }) => page_of(at) === chapter)) {
      report('search', `"${term}" does not lead to ${chapter}`, shown.map(({ at }) => at).join(', ') || 'nothing found');
    }
  }
}
