// A page that is not there is answered with one that looks like the book, however deep the address.
export async function notFound(page, address, report) {
  const missing = [];
  page.on('response', response => response.status() >= 400 && response.url() !== address && missing.push(response.url()));
  await page.goto(address, { waitUntil: 'load' });
  for (const url of missing) report('not found', '404.html asks for what is not there', url);
  const { styled, home } = await page.evaluate(() => ({
    styled: getComputedStyle(document.body).marginTop === '0px',
    home: document.querySelector('nav a[href], #mdbook-sidebar a[href]')?.href,
  }));
  if (!styled) report('not found', '404.html is not styled', address);
  const reached = home && await page.request.get(home);
  if (!reached?.ok()) report('not found', 'its links lead nowhere', home ?? 'there is none');
}
