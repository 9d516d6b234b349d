import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { root, stop } from '../src/server/install.mjs';
import { candidates, launchOptions } from './chromium.mjs';

/**
 * Finds a Chromium that really starts, installing one when there is none, and names it in
 * `CHROMIUM` for every program run from here on. Ends the run with one sentence when all fails.
 */
export async function requireChromium() {
  const found =
    (await firstThatStarts()) ??
    (installWithApt() ? await firstThatStarts() : undefined) ??
    (downloadWithPlaywright() ? await firstThatStarts() : undefined);
  if (!found) {
    stop(
      'The tests need Chromium and it could not be installed: install Chrome or Chromium yourself and set CHROMIUM to the path of its executable.',
    );
  }
  process.env.CHROMIUM = found;
  console.log(`Chromium: ${found}`);
}

/** An executable may exist and still be no browser, like Ubuntu's hint to install a snap. */
async function firstThatStarts() {
  for (const path of candidates()) {
    try {
      const browser = await chromium.launch(launchOptions(path));
      await browser.close();
      return path;
    } catch (error) {
      const [reason] = String(error).split('\n');
      console.error(`${path} does not start: ${reason}`);
    }
  }
  return undefined;
}

function installWithApt() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  return run('apt-get update && apt-get install -y chromium', {
    DEBIAN_FRONTEND: 'noninteractive',
  });
}

function downloadWithPlaywright() {
  return run('npx playwright install chromium', {});
}

/**
 * @param {string} command
 * @param {Record<string, string>} env
 */
function run(command, env) {
  console.log(`Installing Chromium (${command}) ...`);
  const { status } = spawnSync(command, {
    cwd: root,
    shell: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  return status === 0;
}
