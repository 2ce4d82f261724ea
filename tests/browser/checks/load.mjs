// Loading a page: no error in the console, no request to another host, nothing that is not there.
export async function load(page, address, report) {
  const { origin } = new URL(address);
  const loaded = [];
  const told = {
    console: message => message.type() === 'error' && report('console', message.text(), message.location().url),
    pageerror: error => report('console', error.message, error.stack?.split('\n')[1]),
    request: request => {
      const url = request.url();
      if (!url.startsWith(`${origin}/`) && !/^(data|blob|about):/.test(url)) report('foreign', 'a request leaves the book', url);
    },
    response: response => loaded.push(response.url()),
  };
  for (const [what, tell] of Object.entries(told)) page.on(what, tell);
  const leave = () => { for (const [what, tell] of Object.entries(told)) page.off(what, tell); };
  await page.goto(address, { waitUntil: 'load' });
  return { loaded, leave };
}
