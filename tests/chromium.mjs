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
 * The browser all tests run in: `CHROMIUM`, an installed one, or Playwright's own download.
 * @returns {string | undefined} the path of an executable, or undefined when there is none
 */
export function findChromium() {
  const candidates = [process.env.CHROMIUM, ...installed, chromium.executablePath()];
  return candidates.find((path) => path && existsSync(path));
}

/** Launch options under which Chromium starts as root, without a GPU, and calls nobody. */
export function launchOptions() {
  const executablePath = findChromium();
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
