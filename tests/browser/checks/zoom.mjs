// A window of 1280 pixels at 200 % has room for 640; and a reader may double the text alone.
import { resize } from '../browser.mjs';
import { width } from './width.mjs';

export async function zoom(page, report) {
  await resize(page, 640, 400);
  await width(page, (_, what, where) => report('zoom', what, where));
}

export async function doubledText(page, report) {
  const style = await page.addStyleTag({ content: ':root { font-size: 125% !important; }' });
  await width(page, (_, what, where) => report('zoom', `with doubled text, ${what}`, where));
  await style.evaluate(style => style.remove());
}
