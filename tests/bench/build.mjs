import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { root } from '../../src/server/install.mjs';

const bench = join(root, 'tests', 'bench');
const output = join(root, '.bench');

/** Every file of cases/. */
export function caseFiles() {
  return readdirSync(join(bench, 'cases'))
    .filter((name) => name.endsWith('.bench.ts'))
    .map((name) => join(bench, 'cases', name));
}

/**
 * Builds the measurements as one program for Node.
 * @param {string[]} files
 * @returns {Promise<string>} the program's path
 */
export async function buildForNode(files) {
  const outDir = join(output, 'node');
  await build({
    ...shared(files),
    // Packages are bundled as in the app, but for those that build it and drive a browser.
    ssr: { noExternal: true, external: ['vite', '@playwright/test'] },
    build: { ssr: join(bench, 'node.ts'), outDir, emptyOutDir: true },
  });
  return join(outDir, 'node.js');
}

/**
 * Builds the measurements as a page, as the app itself is built.
 * @param {string[]} files those that have something to measure in Chromium
 * @returns {Promise<string>} the folder to serve
 */
export async function buildForChromium(files) {
  const outDir = join(output, 'chromium');
  await build({ ...shared(files), build: { outDir, emptyOutDir: true } });
  return outDir;
}

/** @param {string[]} files */
function shared(files) {
  return {
    root: bench,
    // The app's own configuration, so that what is measured is built like what is shipped.
    configFile: join(root, 'vite.config.ts'),
    logLevel: /** @type {const} */ ('warn'),
    plugins: [measurements(files)],
  };
}

/**
 * The module `virtual:measurements`: what the given files export, by file.
 * @param {string[]} files
 * @returns {import('vite').Plugin}
 */
function measurements(files) {
  const id = 'virtual:measurements';
  const imports = files.map((file, i) => `import m${i} from ${JSON.stringify(file)};`);
  const entries = files.map(
    (file, i) => `{ file: ${JSON.stringify(file)}, measurements: [m${i}].flat() }`,
  );
  return {
    name: 'measurements',
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load: (resolved) =>
      resolved === `\0${id}`
        ? `${imports.join('\n')}\nexport const files = [${entries.join(', ')}];`
        : undefined,
  };
}
