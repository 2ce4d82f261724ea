// Serves folders on loopback as a static host does: what is not there is answered with the folder's 404.html.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.json': 'application/json',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.woff2': 'font/woff2', '.txt': 'text/plain',
};

// `mounts` maps a path that begins and ends in `/` to a folder.
export async function serve(mounts) {
  const longestFirst = Object.keys(mounts).sort((a, b) => b.length - a.length);
  const read = async (folder, name) => {
    const file = normalize(join(folder, name));
    if (!file.startsWith(normalize(folder + sep))) return undefined;
    return readFile(file).catch(() => undefined);
  };
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const mount = longestFirst.find(mount => path.startsWith(mount));
    const name = mount && (path.slice(mount.length) || 'index.html');
    const found = mount && await read(mounts[mount], name);
    const body = found ?? (mount && await read(mounts[mount], '404.html'));
    const type = found ? TYPES[extname(name)] ?? 'application/octet-stream' : TYPES['.html'];
    response.writeHead(found ? 200 : 404, { 'content-type': type });
    response.end(body ?? 'Nothing is here.');
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return { origin, close: () => new Promise(resolve => { server.closeAllConnections(); server.close(resolve); }) };
}
