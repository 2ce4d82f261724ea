// Finds the machine's own Chromium and starts it; nothing is downloaded.
import { accessSync, constants } from 'node:fs';

const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

// Debian's, and what runners come with.
const KNOWN = ['/usr/bin/chromium', '/usr/bin/google-chrome'];

// Where Chromium is, or nothing.
export function findChromium() {
  const paths = process.env.CHROMIUM ? [process.env.CHROMIUM] : KNOWN;
  return paths.find(path => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

// Each start has a new and empty profile, which is deleted with it.
export async function start(executablePath) {
  const { chromium } = await import('playwright-core');
  return chromium.launch({ executablePath, args: FLAGS });
}

// A tab as a reader has it who asks for less motion, so that no colour is read halfway through a change.
export async function open(browser, { width, height = 800, motion = 'reduce' }) {
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: motion });
  context.setDefaultTimeout(30_000);
  return context.newPage();
}

// Waits until what was changed is painted.
export const settle = page => page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));

export async function resize(page, width, height = 800) {
  await page.setViewportSize({ width, height });
  await settle(page);
}
