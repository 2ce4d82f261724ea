// Loading a page: no error in the console, no request to another host, nothing that is not there.
export async function load(page, address, report) {
  const { origin } = new URL(address);
  const seen = [];
  page.on('console', message => message.type() === 'error' && report('console', message.text(), message.location().url));
  page.on('pageerror', error => report('console', error.message, error.stack?.split('\n')[1]));
  page.on('request', request => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !/^(data|blob|about):/.test(url)) report('foreign', 'a request leaves the book', url);
  });
  page.on('response', response => seen.push(response.url()));
  await page.goto(address, { waitUntil: 'load' });
  return seen;
}
