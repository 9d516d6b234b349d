// `npm test`: every check of the project, one after the other, and one last line that adds them up.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare, root } from '../src/server/install.mjs';
import { playwrightTally, settle, vitestTally } from './tally.mjs';

/** @typedef {import('./tally.mjs').Tally} Tally */

prepare('npm test');
const { requireChromium } = await import('./install-chromium.mjs');
await requireChromium();
process.env.E2E_PORT ??= String(await freePort());

const reports = mkdtempSync(join(tmpdir(), 'envelope-lab-'));
const testFiles = readdirSync(join(root, 'tests'), { recursive: true }).map(String);

const tallies = [
  step('types', () => check('types')),
  step('lint', () => check('lint')),
  step('unit', () => vitest('unit', /(?<!\.svelte)\.test\.ts$/)),
  step('component', () => vitest('component', /\.svelte\.test\.ts$/)),
  step('e2e', () => playwright(/\.spec\.ts$/)),
];

rmSync(reports, { recursive: true });
const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

/**
 * Runs one step and prints what it proved and how long it took.
 * @param {string} name
 * @param {() => Tally} run
 */
function step(name, run) {
  console.log(`\n--- ${name}`);
  const start = performance.now();
  const tally = run();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : '';
  console.log(
    `--- ${name}: ${tally.passed} passed, ${tally.failed} failed${skipped} (${seconds} s)`,
  );
  return tally;
}

/**
 * A script of package.json, which passes or fails as a whole.
 * @param {string} script
 * @returns {Tally}
 */
function check(script) {
  const { status } = spawnSync(`npm run --silent ${script}`, {
    cwd: root,
    shell: true,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 };
}

/**
 * @param {string} project
 * @param {RegExp} files
 */
function vitest(project, files) {
  const report = join(reports, `${project}.json`);
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json'];
  args.push(`--outputFile.json=${report}`);
  return runner(files, 'vitest/vitest.mjs', args, report, vitestTally);
}

/** @param {RegExp} files */
function playwright(files) {
  const report = join(reports, 'e2e.json');
  process.env.PLAYWRIGHT_JSON_OUTPUT_FILE = report;
  const args = ['test', '--reporter=list,json'];
  return runner(files, '@playwright/test/cli.js', args, report, playwrightTally);
}

/**
 * A test runner whose tests are counted from the report it leaves.
 * @template Report
 * @param {RegExp} files the runner's test files, below tests/
 * @param {string} program below node_modules
 * @param {string[]} args
 * @param {string} report path of the JSON report
 * @param {(report: Report) => Tally} count
 * @returns {Tally}
 */
function runner(files, program, args, report, count) {
  if (!testFiles.some((file) => files.test(file))) {
    console.log('There are no tests of this kind yet.');
    return { passed: 0, failed: 0, skipped: 0 };
  }
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules', program), ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const tally = existsSync(report) ? count(JSON.parse(readFileSync(report, 'utf8'))) : undefined;
  return settle(tally, status === 0);
}

/** A port for the end-to-end tests' server, so that two checkouts can be tested side by side. */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return address !== null && typeof address === 'object' ? address.port : 4183;
}
