// Where a page lets its reader move the assumptions, its script decides as the command does: at points drawn with a seed, the choice, what each
// candidate saves with its interval, and the reasons. A planted fault in the rules must be seen.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const POINTS = 500;
const PLANTED = 25;
const SEED = 20261126;
const EQUAL = 1e-9;
// What a candidate saves is a difference: where nothing is left of it, so is nothing of its digits.
const NOTHING = 1e-12;

// Numbers from 0 to 1, the same for the same seed: mulberry32.
function* numbers(seed) {
  for (;;) {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    yield ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}

// As the command reads them: one that moves another goes first.
function draw({ parameters, moved }) {
  const random = numbers(SEED);
  const order = [...moved].sort(([a], [b]) => (parameters[a].against === null) - (parameters[b].against === null));
  return Array.from({ length: POINTS }, () =>
    order.map(([place, [low, high]]) => [parameters[place].name, low * (high / low) ** random.next().value]));
}

const sets = (point, between) => point.map(([name, value]) => `${name}=${value}`).join(between);

// What the command decides at each point.
function command(points) {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  return new Promise((done, fail) => {
    const run = spawn('cargo', ['run', '--quiet', '--locked', '--', 'decide', '--each'], { cwd: root, stdio: ['pipe', 'pipe', 'pipe'] });
    const said = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr']) run[stream].setEncoding('utf8').on('data', data => { said[stream] += data; });
    run.on('error', fail);
    run.on('close', code => code ? fail(new Error(`decide --each: ${said.stderr}`)) : done(said.stdout.trim().split('\n').map(line => JSON.parse(line))));
    run.stdin.end(points.map(point => `${sets(point, ' ')}\n`).join(''));
  });
}

// What the page decides at each point: as a reader who follows a link sees it.
const shown = (page, points) => page.evaluate(async hashes => {
  const found = [];
  for (const hash of hashes) {
    const moved = new Promise(done => addEventListener('hashchange', done, { once: true }));
    location.hash = hash;
    await moved;
    const explorer = document.querySelector('.assumptions');
    const rows = [...explorer.querySelectorAll('tbody tr')].map(row =>
      [row.cells[0].textContent, { saves: row.dataset.saves.split(' ').map(Number), reasons: row.dataset.reasons }]);
    found.push({ chosen: explorer.dataset.chosen, rows });
  }
  return found;
}, points.map(point => sets(point, '&')));

const isEqual = (one, other) => other === null
  ? !Number.isFinite(one)
  : Math.abs(one - other) <= Math.max(EQUAL * Math.max(Math.abs(one), Math.abs(other)), NOTHING);

// Where the page says something else than the command.
function* differences(points, pages, decided) {
  for (const [place, point] of points.entries()) {
    const [page, wanted] = [pages[place], decided[place]];
    const at = sets(point, ' ');
    if (page.chosen !== wanted.chosen) yield [`it chooses ${page.chosen}, and the command ${wanted.chosen}`, at];
    const rows = new Map(page.rows);
    for (const { candidate, saves, reasons } of wanted.candidates) {
      const row = rows.get(candidate);
      if (!row) {
        yield [`it does not show ${candidate}`, at];
        continue;
      }
      const numbers = [saves.value, saves.low, saves.high];
      if (!numbers.every((number, end) => isEqual(row.saves[end], number))) yield [`${candidate} saves ${row.saves}, and by the command ${numbers}`, at];
      if (row.reasons !== reasons.join(', ')) yield [`${candidate} loses by ${row.reasons}, and by the command ${reasons.join(', ')}`, at];
    }
  }
}

export async function assumptions(page, address, report) {
  await page.goto(address);
  const rules = JSON.parse(await page.locator('.assumptions script').first().textContent());
  const points = draw(rules);
  const decided = await command(points);
  const found = [...differences(points, await shown(page, points), decided)];
  for (const [what, where] of found.slice(0, 5)) report('assumptions', what, where);
  if (found.length > 5) report('assumptions', `${found.length - 5} more differences`, address);
  // The first sum becomes a difference.
  await page.route(address, async route => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace('["+",', '["-",') });
  });
  await page.goto('about:blank');
  await page.goto(address);
  const few = points.slice(0, PLANTED);
  const planted = differences(few, await shown(page, few), decided).next();
  if (planted.done) report('self', 'a sum that was made a difference changes nothing that is compared', address);
  await page.unroute(address);
}
