import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * The browsers on this machine, best first: `CHROMIUM`, an installed one, Playwright's own download.
 * @returns {string[]} paths of executables
 */
export function candidates() {
  const paths = [process.env.CHROMIUM, ...installed, chromium.executablePath()];
  return paths.filter((path) => path !== undefined && existsSync(path)).map(String);
}

/**
 * Launch options under which Chromium starts as root, without a GPU, and calls nobody.
 * @param {string | undefined} executablePath by default the best browser on this machine
 */
export function launchOptions(executablePath = candidates()[0]) {
  return {
    ...(executablePath ? { executablePath } : {}),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  };
}
