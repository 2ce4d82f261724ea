// What axe-core finds, in the content and in the chrome around it.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ALL = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
// What a theme can change; the rest is the same in all of them.
const COLOURS = ['color-contrast', 'link-in-text-block'];

async function run(page, report, options) {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(source);
  const violations = await page.evaluate(async options => {
    const { violations } = await window.axe.run(document, { ...options, resultTypes: ['violations'], elementRef: false, iframes: false });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, any, all, none }) => {
      const why = [...any, ...all, ...none].map(check => check.message)[0] ?? '';
      return [`${id}: ${why}`, target.flat().join(' ')];
    }));
  }, options);
  for (const [what, where] of violations) report('axe', what, where);
}

// Every rule but those on colours.
export const axe = (page, report) => run(page, report, {
  runOnly: { type: 'tag', values: ALL },
  rules: Object.fromEntries(COLOURS.map(rule => [rule, { enabled: false }])),
});

export const axeColours = (page, report) => run(page, report, { runOnly: { type: 'rule', values: COLOURS } });
