// `npm run bench`: measures in Node and in Chromium and prints each figure beside its bound.
// Bounds are printed, not enforced: machines are noisy. Only a measurement that breaks fails.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { prepare, stop } from '../../src/server/install.mjs';
import { printTable } from './table.mjs';

/** @typedef {import('./bench').Result} Result */

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
const only = values.only;

prepare('npm run bench');
const { buildForChromium, buildForNode, caseFiles } = await import('./build.mjs');
const { requireChromium } = await import('../install-chromium.mjs');

await requireChromium();
/** @type {Result[]} */
const results = [];
const program = await buildForNode(caseFiles());
const { list } = await measure('list');
// A process for each file, so that no measurement's garbage is in another's figures.
for (const file of list?.node ?? []) await measure('node', file);
if ((list?.page ?? []).length > 0) await measure('page');
if ((list?.chromium ?? []).length > 0) await measureInChromium(list?.chromium ?? []);
if (results.length === 0) stop(`No measurement's name contains "${only}".`);
printTable(results);
process.exitCode = results.some(({ error }) => error !== null) ? 1 : 0;

/**
 * Runs the program for Node in a process of its own, and takes its results over.
 * @param {'list' | 'node' | 'page'} task
 * @param {string} [file]
 * @returns {Promise<{ list?: Record<'node' | 'chromium' | 'page', string[]> }>}
 */
async function measure(task, file = '') {
  const child = fork(program, [only, task, file], { execArgv: ['--expose-gc'] });
  /** @type {{ list?: Record<'node' | 'chromium' | 'page', string[]> }} */
  let told = {};
  child.on('message', (/** @type {typeof told & { result?: Result }} */ message) => {
    if (message.result) add(message.result);
    else told = message;
  });
  // The last messages may arrive after the exit, and the disconnection comes after them.
  const [[code]] = await Promise.all([once(child, 'exit'), once(child, 'disconnect')]);
  if (code !== 0) stop(`The measurements in Node ended with exit code ${code}.`);
  return told;
}

/** @param {string[]} files */
async function measureInChromium(files) {
  const { preview } = await import('vite');
  const { chromium } = await import('@playwright/test');
  const { launchOptions } = await import('../chromium.mjs');
  const outDir = await buildForChromium(files);
  const server = await preview({
    root: outDir,
    configFile: false,
    logLevel: 'silent',
    build: { outDir },
    preview: {
      host: '127.0.0.1',
      port: 0,
      // An isolated page has a clock of 5 microseconds instead of 100.
      headers: {
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
      },
    },
  });
  const options = launchOptions();
  const browser = await chromium.launch({
    ...options,
    args: [...options.args, '--js-flags=--expose-gc'],
  });
  try {
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.error(error));
    await page.exposeFunction('report', add);
    await page.goto(server.resolvedUrls?.local[0] ?? '');
    await page.waitForFunction(() => 'measure' in window);
    await page.evaluate((text) => window.measure(text), only);
  } finally {
    await browser.close();
    await server.close();
  }
}

/** @param {Result} result */
function add(result) {
  results.push(result);
  console.log(`measured: ${result.name} (${result.where})`);
}
