import { join } from 'node:path';
import { root } from './install.mjs';

/**
 * Builds the sandbox of JavaScript functions as a program of its own, for threads of Node as for a
 * browser: the clients of the AWS SDK in it are those for browsers, which read no files.
 * @param {string} outDir
 * @returns {Promise<string>} the program's path
 */
export async function buildJavaScriptSandbox(outDir) {
  const { build } = await import('vite');
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    // In a Worker there is no DOMParser, which the SDK's parser for browsers needs.
    plugins: [parserOfNode()],
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2023',
      copyPublicDir: false,
      modulePreload: false,
      lib: {
        entry: join(root, 'src', 'functions', 'javascript', 'sandbox.ts'),
        formats: ['es'],
        fileName: () => 'javascript-sandbox.js',
      },
    },
  });
  return join(outDir, 'javascript-sandbox.js');
}

/**
 * Builds the sandbox of Python functions for threads of Node.
 * @param {string} outDir
 * @returns {Promise<string>} the program's path
 */
export async function buildPythonSandbox(outDir) {
  const { build } = await import('vite');
  await build({
    ...{ root, configFile: false, logLevel: 'error', ssr: { noExternal: true } },
    build: {
      ...{ outDir, emptyOutDir: false, target: 'node20', copyPublicDir: false },
      ssr: join(root, 'src', 'functions', 'python', 'node.ts'),
      rolldownOptions: { output: { entryFileNames: 'python-sandbox.js' } },
    },
  });
  return join(outDir, 'python-sandbox.js');
}

/** Takes the SDK's own XML parser for Node, which is plain JavaScript. */
export function parserOfNode() {
  return {
    name: 'xml-parser-without-a-page',
    enforce: /** @type {const} */ ('pre'),
    /** @param {string} source @param {string | undefined} importer */
    resolveId(source, importer) {
      if (!source.endsWith('/xml-parser') || importer?.includes('xml-builder') !== true)
        return null;
      return join(importer, '..', 'xml-parser.js');
    },
  };
}
