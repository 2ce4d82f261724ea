// Nothing breaks a sentence: a browser sets a button as one block, so one in a line of text is short; and a number's interval, which a
// table sets below its number, goes on in the line where more follows.
const LONGEST = 40;

export async function sentences(page, report) {
  const found = await page.evaluate(longest => {
    const found = [];
    const said = element => element.innerText.replace(/\s+/g, ' ').trim();
    for (const button of document.querySelectorAll('main .evidence > button')) {
      if (!button.checkVisibility()) continue;
      const lines = Math.round(button.getBoundingClientRect().height / parseFloat(getComputedStyle(button).fontSize) / 1.5);
      if (said(button).length > longest) found.push(['a button in a sentence is long', `${said(button).length} letters: "${said(button).slice(0, 60)}"`]);
      else if (lines > 2) found.push(['a button in a sentence is high', `${lines} lines: "${said(button)}"`]);
    }
    for (const part of document.querySelectorAll('main :is(p, li, td, th, dd, figcaption, summary) .evidence *')) {
      if (!part.checkVisibility() || getComputedStyle(part).display !== 'block') continue;
      const holder = part.closest('p, li, td, th, dd, figcaption, summary');
      const rest = document.createRange();
      rest.setStartAfter(part);
      rest.setEndAfter(holder.lastChild);
      const after = rest.toString().trim();
      if (after) found.push(['a block stands within a sentence', `"${said(part)}" before "${after.slice(0, 40)}"`]);
    }
    return found;
  }, LONGEST);
  for (const [what, where] of found) report('sentences', what, where);
}
