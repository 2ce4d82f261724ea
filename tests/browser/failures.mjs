// What failed: a line for each page, theme, width and fault, with the first places of it.
const PLACES = 3;

export class Failures {
  #places = new Map();
  kinds = new Set();

  // Notes a failure; that one place fails twice is said once.
  add(page, kind, what, where, theme = '', width = '') {
    this.kinds.add(kind);
    const key = [page, theme, width, `${kind}: ${what}`].filter(part => part !== '').join('  ');
    if (!this.#places.has(key)) this.#places.set(key, new Set());
    this.#places.get(key).add(where ?? '');
  }

  get count() {
    return this.#places.size;
  }

  lines() {
    return [...this.#places].sort(([a], [b]) => a.localeCompare(b)).flatMap(([key, places]) => {
      const [first, rest] = [[...places].slice(0, PLACES), places.size - PLACES];
      const more = rest > 0 ? [`    and ${rest} more`] : [];
      return [key, ...first.filter(Boolean).map(place => `    ${place}`), ...more];
    });
  }
}
