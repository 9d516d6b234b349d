import { join } from 'node:path';
import { buildJavaScriptSandbox, buildPythonSandbox } from './build-sandbox.mjs';
import { root, stop } from './install.mjs';
import { isStale } from './stale.mjs';

const outDir = join(root, '.server');
const program = join(outDir, 'server.js');
const sources = [
  'package-lock.json',
  'src/engine',
  'src/functions',
  'src/network',
  'src/server',
  'src/storage',
  'src/wire',
];

/**
 * Builds the server as one program for plain Node, unless that is done and nothing has changed.
 * @returns {Promise<string>} the program's path
 */
export async function buildServer() {
  if (!isStale(program, sources)) return program;
  const { build } = await import('vite');
  console.log('Building ...');
  try {
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      // As in the app's own configuration: sorted-btree is CommonJS.
      legacy: { inconsistentCjsInterop: true },
      ssr: { noExternal: true },
      build: {
        ssr: join(root, 'src', 'server', 'server.ts'),
        outDir,
        emptyOutDir: true,
        target: 'node20',
        copyPublicDir: false,
      },
    });
    await buildJavaScriptSandbox(outDir);
    await buildPythonSandbox(outDir);
  } catch (error) {
    stop(`The server could not be built: ${error instanceof Error ? error.message : error}`);
  }
  return program;
}
