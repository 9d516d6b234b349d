// `npm start`: installs and builds when needed, then serves the page to this machine only.
import { join } from 'node:path';
import { prepare, root, stop } from './install.mjs';
import { isStale } from './stale.mjs';

const host = '127.0.0.1';
const port = Number(process.env.PORT || 4173);
const sources = [
  'index.html',
  'package-lock.json',
  'public',
  'scenarios',
  'src',
  'svelte.config.js',
  'vite.config.ts',
];

if (!Number.isInteger(port) || port < 0 || port > 65535) {
  stop(`PORT is "${process.env.PORT}" and has to be a number from 0 to 65535.`);
}
prepare('npm start');
const { build, preview } = await import('vite');

if (isStale(join(root, 'dist', 'index.html'), sources)) {
  console.log('Building ...');
  try {
    await build({ root, logLevel: 'warn' });
  } catch (error) {
    stop(`The page could not be built: ${error instanceof Error ? error.message : error}`);
  }
}

const server = await serve();
const address = server.httpServer.address();
const chosen = address !== null && typeof address === 'object' ? address.port : port;
console.log(`Envelope Lab: http://${host}:${chosen}/`);
console.log('Press Ctrl-C to stop.');
process.once('SIGINT', () => {
  // Browsers keep connections open, so waiting for the last one to close could take minutes.
  process.exit(0);
});

/** Vite's preview server: static files of dist, revalidated on each load, for this host only. */
async function serve() {
  try {
    return await preview({
      root,
      configFile: false,
      appType: 'mpa',
      logLevel: 'silent',
      preview: { host, port, strictPort: true },
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (!reason.includes('already in use')) stop(`${host}:${port} cannot be served: ${reason}`);
    return stop(
      `Port ${port} is already in use: stop the program that uses it or choose another port, as in \`PORT=${port + 1} npm start\`.`,
    );
  }
}
