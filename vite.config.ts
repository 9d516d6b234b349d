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

export default defineConfig({
  base: './',
  // sorted-btree is CommonJS: without this its default export is the module object in a bundle.
  legacy: { inconsistentCjsInterop: true },
  plugins: [svelte(), learning.scenarios()],
  worker: { format: 'es', plugins: () => [parserOfNode()] },
  build: { target: 'es2023', sourcemap: false },
  optimizeDeps: {
    // It loads files that lie beside it.
    exclude: ['pyodide'],
    entries: ['index.html', 'tests/**/*.svelte.test.ts'],
    // Loaded late: found only then, they would make a first test run reload.
    include: [
      ...['micromark', 'micromark-extension-gfm-table', 'just-bash/browser', 'jmespath', 'yaml'],
      ...['xstate', 'sorted-btree', 'd3', 'idb'],
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
