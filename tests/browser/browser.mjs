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

// The machine's Chromium, started again where it died. Each start has a new and empty profile, which is deleted with it.
export class Browser {
  #running;

  constructor(executablePath) {
    this.executablePath = executablePath;
  }

  async #start() {
    const { chromium } = await import('playwright-core');
    const running = await chromium.launch({ executablePath: this.executablePath, args: FLAGS });
    running.on('disconnected', () => { this.#running = undefined; });
    return running;
  }

  // A tab as a reader has it who asks for less motion, so that no colour is read halfway through a change.
  async open({ width, height = 800, scripts = true }) {
    this.#running ??= this.#start().catch(error => {
      this.#running = undefined;
      throw error;
    });
    const running = await this.#running;
    const context = await running.newContext({ viewport: { width, height }, reducedMotion: 'reduce', javaScriptEnabled: scripts });
    context.setDefaultTimeout(30_000);
    return context.newPage();
  }

  async close() {
    await (await this.#running)?.close();
  }
}

// What `asked` comes to, or an error after so many seconds, which names what was asked: a page need not answer.
export async function within(seconds, asked, name) {
  let timer;
  const late = new Promise((_, fail) => { timer = setTimeout(() => fail(new Error(`no answer in ${seconds} s to ${name}`)), 1000 * seconds); });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}

// Waits until what was changed is painted.
export const settle = page => page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));

export async function resize(page, width, height = 800) {
  await page.setViewportSize({ width, height });
  await settle(page);
}
