import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { runnerImport } from 'vite';
import { defineConfig } from 'vitest/config';
import { parserOfNode } from './src/server/build-sandbox.mjs';
import { launchOptions } from './tests/chromium.mjs';

// Vite itself loads what the plugin is made of: its own sources, imported as everywhere else.
const { module: learning } = await runnerImport<typeof import('./src/learning/vite-plugin')>(
  './src/learning/vite-plugin.ts',
);

// The packages of the AWS Encryption SDK for browsers know each other's objects only if they share
// one copy of this one; the tests' SDK for Node.js is newer, and brings another.
const materialManagement = createRequire(
  createRequire(import.meta.url).resolve('@aws-crypto/material-management-browser'),
).resolve('@aws-crypto/material-management/package.json');

export default defineConfig({
  base: './',
  resolve: {
    alias: [
      {
        find: /^@aws-crypto\/material-management$/,
        replacement: materialManagement.replace('package.json', 'build/module/src/index.js'),
      },
      // And those of its packages that need it as ES modules, in Node too: else the alias is passed by.
      {
        find: /^@aws-crypto\/((?:client|encrypt|decrypt|material-management|caching-materials-manager|kms-keyring|raw-aes-keyring|raw-rsa-keyring)-browser|kms-keyring|cache-material|raw-keyring|serialize)$/,
        replacement: '@aws-crypto/$1/build/module/src/index.js',
      },
    ],
  },
  // sorted-btree is CommonJS: without this its default export is the module object in a bundle.
  legacy: { inconsistentCjsInterop: true },
  plugins: [
    svelte(),
    learning.scenarios(),
    {
      // Its source maps name sources that its packages lack; each would be warned of.
      name: 'encryption-sdk-without-source-maps',
      enforce: 'pre',
      load: (id) =>
        /@aws-crypto\/.*\.js$/.test(id)
          ? readFileSync(id, 'utf8').replace(/^\/\/# sourceMappingURL=.*$/m, '')
          : null,
    },
  ],
  worker: { format: 'es', plugins: () => [parserOfNode()] },
  build: { target: 'es2023', sourcemap: false },
  optimizeDeps: {
    // It loads files that lie beside it.
    exclude: ['pyodide'],
    entries: ['index.html', 'tests/**/*.svelte.test.ts'],
    // Loaded late: found only then, they would make a first test run reload.
    include: [
      ...['micromark', 'micromark-extension-gfm-table', 'just-bash/browser', 'jmespath', 'yaml'],
      ...['xstate', 'sorted-btree', 'd3', '@dagrejs/dagre', 'idb'],
      ...[
        'autocomplete',
        'commands',
        'lang-json',
        'lang-yaml',
        'language',
        'lint',
        'state',
        'view',
      ].map((x) => `@codemirror/${x}`),
      ...['buffer', '@aws-crypto/client-browser', '@aws-sdk/client-kms'],
      ...['nist', 'secp256k1', 'ed25519', 'abstract/modular'].map((x) => `@noble/curves/${x}.js`),
      ...['hmac', 'sha2'].map((x) => `@noble/hashes/${x}.js`),
      ...['ml-dsa', 'ml-kem'].map((x) => `@noble/post-quantum/${x}.js`),
    ],
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          // Files share what they import: a third of the time.
          isolate: false,
          // Vitest leaves one core to itself, and needs little of it.
          maxWorkers: '100%',
          // Loaded by Vite, for the alias above.
          server: { deps: { inline: [/@aws-crypto\/[a-z-]+-browser\//] } },
          // RSA keys take seconds on a busy machine.
          testTimeout: 30_000,
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/**/*.svelte.test.ts', 'tests/e2e/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'component',
          maxWorkers: '100%',
          // The real Worker loads behind these pages; a busy machine takes its time.
          expect: { poll: { timeout: 15_000 } },
          testTimeout: 60_000,
          include: ['tests/**/*.svelte.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: launchOptions() }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
