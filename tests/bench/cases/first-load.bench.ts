import { gzipSync } from 'node:zlib';
import type { Response } from '@playwright/test';
import { onPage } from '../app';
import type { Measurement } from '../bench';

/** What the page loads before its prompt takes the first letter, gzipped, in kB. */
async function firstLoad(route: string): Promise<number> {
  return onPage(async (page, address) => {
    const loaded: Response[] = [];
    page.on('response', (response) => {
      if (/\.(js|css)$/.test(new URL(response.url()).pathname)) loaded.push(response);
    });
    await page.goto(`${address}${route}`);
    const prompt = page.getByRole('textbox', { name: 'Command' });
    await prompt.pressSequentially('a');
    if ((await prompt.inputValue()) !== 'a') throw new Error('the prompt took no letter');
    // Nothing waits for the Worker: commands typed before it is there wait in the terminal.
    const workers = new Set(page.workers().map((worker) => worker.url()));
    const own = loaded.filter((response) => !workers.has(response.url()));
    const bodies = await Promise.all(own.map((response) => response.body()));
    return bodies.reduce((sum, body) => sum + gzipSync(body).length, 0) / 1000;
  });
}

const routes = { 'the lab': '#/lab', 'a scenario': '#/learn/envelope-encrypt-a-report' };

/** How much must come over the network before somebody can type. */
const measurements: Measurement[] = Object.entries(routes).map(([name, route]) => ({
  name: `first load of ${name} until the prompt takes typing, JS and CSS`,
  where: ['page'],
  bound: { max: 120, unit: 'kB gzipped' },
  run: () => firstLoad(route),
}));

export default measurements;
