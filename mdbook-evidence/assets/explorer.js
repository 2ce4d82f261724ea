// Decides for the parameters that a reader moves, by the nodes that the build wrote beside it. Its arithmetic is that of the build: a value is
// a number with the interval that it lies in, a condition one from 0, false, to 1, true, with anything between for what is open.
(() => {
  const point = value => [value, value, value];
  const least = list => list.reduce((least, it) => it < least ? it : least, Infinity);
  const most = list => list.reduce((most, it) => it > most ? it : most, -Infinity);
  const anything = value => [value, -Infinity, Infinity];
  // What finite numbers come to that is greater than any number is none.
  const beyond = (a, b, value) => Number.isFinite(a[0]) && Number.isFinite(b[0]) && !Number.isFinite(value);
  const combine = (a, b, of) => {
    const ends = [of(a[1], b[1]), of(a[1], b[2]), of(a[2], b[1]), of(a[2], b[2])];
    const value = of(a[0], b[0]);
    if (beyond(a, b, value)) return anything(NaN);
    return ends.every(Number.isNaN) ? anything(value) : [value, least(ends), most(ends)];
  };
  const choose = (a, b, of) =>
    Number.isNaN(a[0]) || Number.isNaN(b[0]) ? anything(NaN) : [of(a[0], b[0]), of(a[1], b[1]), of(a[2], b[2])];
  const OPEN = [0.5, 0, 1];
  const below = (a, b) => a[2] < b[1] ? point(1) : a[1] >= b[2] ? point(0) : OPEN;
  const not = truth => [1 - truth[0], 1 - truth[2], 1 - truth[1]];
  const same = (a, b) =>
    a[2] < b[1] || b[2] < a[1] ? point(0) : a[1] === a[2] && b[1] === b[2] ? point(1) : OPEN;
  const compare = (a, b, of) => Number.isNaN(a[0]) || Number.isNaN(b[0]) ? point(NaN) : of(a, b);
  const TWO = {
    '+': (a, b) => combine(a, b, (a, b) => a + b),
    '-': (a, b) => combine(a, b, (a, b) => a - b),
    '*': (a, b) => combine(a, b, (a, b) => a * b),
    '/': (a, b) => {
      if (b[0] === 0 || beyond(a, b, a[0] / b[0])) return anything(NaN);
      return b[1] <= 0 && b[2] >= 0 ? anything(a[0] / b[0]) : combine(a, b, (a, b) => a / b);
    },
    'min': (a, b) => choose(a, b, Math.min),
    'max': (a, b) => choose(a, b, Math.max),
    '<': (a, b) => compare(a, b, below),
    '<=': (a, b) => compare(a, b, (a, b) => not(below(b, a))),
    '==': (a, b) => compare(a, b, same),
  };
  // The power law through the two sizes that `n` is between, or the two that are nearest to it.
  const law = ([n, ...ends], at) => {
    const size = at(n)[0];
    const count = ends.length / 2;
    let right = 0;
    while (right < count && ends[2 * right] < size) right += 1;
    right = Math.min(Math.max(right, 1), count - 1);
    const [low, from, high, to] = ends.slice(2 * right - 2, 2 * right + 2);
    const [a, b] = [at(from), at(to)];
    const part = Math.log(size / low) / Math.log(high / low);
    const between = (a, b) => Math.exp(Math.log(a) + part * (Math.log(b) - Math.log(a)));
    const all = [between(a[1], b[1]), between(a[2], b[2]), between(a[1], b[2]), between(a[2], b[1])];
    return [between(a[0], b[0]), least(all), all.reduce((most, it) => it > most ? it : most, 0)];
  };
  // The place of the option whose condition is true and whose value is the greatest, and of equals the one that costs least.
  const best = (options, at) => {
    let found = options.length / 3;
    let known;
    for (let place = 0; place < options.length / 3; place += 1) {
      const [condition, value, price] = [0, 1, 2].map(part => at(options[3 * place + part]));
      if ([condition, value, price].some(([it]) => Number.isNaN(it))) return point(NaN);
      const better = !known || value[0] > known[0] || (value[0] === known[0] && price[0] <= known[1]);
      if (condition[1] >= 1 && better) [found, known] = [place, [value[0], price[0]]];
    }
    return point(found);
  };
  const evaluate = (nodes, inputs) => {
    const values = [];
    const at = place => values[place];
    for (const node of nodes) {
      const place = values.length;
      if (node === null) values.push(point(inputs[place]));
      else if (!Array.isArray(node)) values.push(point(Number(node)));
      else if (typeof node[0] === 'number' || !Number.isNaN(Number(node[0])) || node[0] === 'NaN') values.push(node.map(Number));
      else {
        const [what, ...of] = node;
        if (TWO[what]) values.push(TWO[what](at(of[0]), at(of[1])));
        else if (what === 'point') values.push(point(at(of[0])[0]));
        else if (what === 'low') values.push(point(Number.isNaN(at(of[0])[0]) ? NaN : at(of[0])[1]));
        else if (what === 'law') values.push(law(of, at));
        else values.push(best(of, at));
      }
    }
    return values;
  };

  // Who is chosen, and of each candidate what it saves and why it is not chosen.
  const decide = (rules, inputs) => {
    const values = evaluate(rules.nodes, inputs);
    const chosen = values[rules.chosen][0];
    const place = chosen < rules.candidates.length ? chosen : rules.today;
    const outcomes = rules.candidates.map((candidate, own) => {
      const size = candidate.size === null ? null : values[candidate.size][0];
      const step = rules.size.steps.find(({ most }) => most === null || size <= most);
      const hard = [];
      const reasons = [];
      if (own !== rules.today) {
        candidate.gates.forEach((verdict, gate) => {
          const [fails, open] = rules.gates[gate];
          const truth = values[verdict];
          if (!(truth[1] >= 1)) hard.push(truth[2] <= 0 ? fails : open);
        });
        reasons.push(...hard);
        if (!(values[candidate.enough][1] >= 1)) reasons.push(rules.reasons.little);
        const sized = size === null ? rules.reasons['not-sized'] : step?.reason;
        if (sized) {
          hard.push(sized);
          reasons.push(sized);
        }
      }
      if (!reasons.length && own !== place) reasons.push(rules.reasons.less);
      const more = candidate.more.map(place => values[place]);
      return { name: candidate.name, saves: values[candidate.saves], size, step, reasons, hard: hard.length, more, chosen: own === place };
    });
    return { chosen: rules.candidates[place].name, today: place === rules.today, comparable: !Number.isNaN(chosen), outcomes };
  };

  // Three digits, and the multiple of the unit that suits them, as the build writes it.
  const digits = value => {
    const size = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(Number(value.toPrecision(3)))));
    const text = value.toFixed(Math.min(Math.max(2 - size, 0), 20)).replace('-', '−');
    const [whole, part] = text.split('.');
    return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (part ? `.${part}` : '');
  };
  const MULTIPLES = {
    ns: [[1, 'ns'], [1e3, 'µs'], [1e6, 'ms'], [1e9, 's']],
    bytes: [[1, 'B'], [1e3, 'kB'], [1e6, 'MB'], [1e9, 'GB']],
    share: [[0.01, '%']],
    ratio: [[1, '×']],
    count: [[1, '']],
  };
  const multiple = (unit, value) => MULTIPLES[unit].findLast(([scale]) => Math.abs(value) >= scale) ?? MULTIPLES[unit][0];
  const show = (unit, [value, low, high]) => {
    const [scale, name] = multiple(unit, value);
    const text = number => Number.isFinite(number) ? digits(number / scale).replace('-', '−') : '?';
    const main = `${text(value)}${name ? `\u00a0${name}` : ''}`;
    return low === high ? [main] : [main, `${text(low)}–${text(high)}`];
  };

  const start = page => {
    const rules = JSON.parse(page.querySelector('script').textContent);
    const own = rules.parameters.map(({ own }) => own);
    const form = page.querySelector('form');
    const status = page.querySelector('.chosen');
    const tables = [...page.querySelectorAll('tbody')];
    const rows = tables.flatMap(table => [...table.rows]);
    const byName = new Map(rows.map(row => [row.cells[0].textContent, row]));
    const field = (kind, place) => page.querySelector(`#${kind}-${place}`);
    const [STEPS, SLOW] = [1000, 150];
    let case_ = [...own];
    let waiting;

    // One parameter moved, and the one that it stands against.
    const suppose = (values, place, value) => {
      const moved = [...values];
      const { against } = rules.parameters[place];
      if (against !== null) moved[against] *= moved[place] / value;
      moved[place] = value;
      return moved;
    };
    const cells = (cell, parts) => {
      cell.textContent = parts[0];
      if (!parts[1]) return;
      const interval = document.createElement('span');
      interval.className = 'band';
      interval.textContent = ` [${parts[1]}]`;
      cell.append(interval);
    };
    const draw = () => {
      const decided = decide(rules, case_);
      const nearest = [...decided.outcomes].sort((a, b) => b.chosen - a.chosen || a.hard - b.hard || b.saves[0] - a.saves[0]);
      nearest.forEach((outcome, place) => {
        const row = byName.get(outcome.name);
        row.dataset.saves = outcome.saves.join(' ');
        row.dataset.reasons = outcome.reasons.join(', ');
        row.classList.toggle('is-chosen', outcome.chosen);
        const texts = [
          show('share', outcome.saves),
          ...outcome.more.map((value, place) => show(rules.columns[place], value)),
          ...(rules.size.unit === null ? [] : [[outcome.size === null ? 'not sized' : `${digits(outcome.size).replace(/\.0+$/, '')} ${rules.size.unit} (${outcome.step.name})`]]),
          [outcome.reasons.join(', ') || 'chosen'],
        ];
        texts.forEach((parts, column) => cells(row.cells[column + 1], parts));
        (tables[place < rules.shown ? 0 : 1] ?? tables[0]).append(row);
      });
      page.dataset.chosen = decided.chosen;
      const words = decided.comparable ? ['The rules choose ', decided.today ? ', as it is.' : '.'] : ['The rules cannot compare what candidates save: ', '?'];
      const name = document.createElement('code');
      name.textContent = decided.chosen;
      const said = words[0] + decided.chosen + words[1];
      // Only a change is read out.
      if (status.textContent !== said) status.replaceChildren(words[0], name, words[1]);
      for (const [place, [low, high]] of rules.moved) {
        const [number, slider] = [field('moved', place), field('slid', place)];
        if (document.activeElement !== number) number.value = Number(case_[place].toPrecision(6));
        slider.value = Math.round(STEPS * Math.log(case_[place] / low) / Math.log(high / low));
        slider.setAttribute('aria-valuetext', Number(case_[place].toPrecision(3)));
      }
    };
    const remember = () => {
      const isOwn = case_.every((value, place) => value === own[place]);
      // Those that move another go first, so that the other's own value is taken at its word.
      const order = rules.parameters.map((_, place) => place).sort((a, b) => (rules.parameters[a].against === null) - (rules.parameters[b].against === null));
      const hash = isOwn ? '' : `#${order.map(place => `${rules.parameters[place].name}=${case_[place]}`).join('&')}`;
      history.replaceState(null, '', `${location.pathname}${location.search}${hash}`);
    };
    const allowed = (place, value) => value > 0 && (rules.parameters[place].unit === 'share' ? value < 1 : value <= 1e12);
    const move = (place, value) => {
      if (!allowed(place, value)) return;
      case_ = suppose(case_, place, value);
      draw();
      clearTimeout(waiting);
      waiting = setTimeout(remember, SLOW);
    };
    const recall = () => {
      case_ = [...own];
      for (const part of location.hash.slice(1).split('&')) {
        const [name, value] = part.split('=');
        const place = rules.parameters.findIndex(parameter => parameter.name === name);
        if (place >= 0 && allowed(place, Number(value))) case_ = suppose(case_, place, Number(value));
      }
      draw();
    };
    for (const [place, [low, high]] of rules.moved) {
      field('slid', place).addEventListener('input', ({ target }) => move(place, Number((low * (high / low) ** (target.value / STEPS)).toPrecision(3))));
      field('moved', place).addEventListener('input', ({ target }) => move(place, Number(target.value)));
      field('moved', place).addEventListener('blur', draw);
    }
    form.addEventListener('submit', event => event.preventDefault());
    form.addEventListener('reset', event => {
      event.preventDefault();
      case_ = [...own];
      draw();
      remember();
    });
    addEventListener('hashchange', recall);
    form.hidden = false;
    recall();
  };
  document.querySelectorAll('.assumptions').forEach(start);
})();
