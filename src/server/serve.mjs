// `npm run serve`: installs and builds when needed, then serves the engine to AWS clients.
import { pathToFileURL } from 'node:url';
import { prepare } from './install.mjs';

prepare('npm run serve');
const { buildServer } = await import('./build-server.mjs');
/** @type {typeof import('./server')} */
const { serve } = await import(pathToFileURL(await buildServer()).href);
await serve(process.argv.slice(2));
