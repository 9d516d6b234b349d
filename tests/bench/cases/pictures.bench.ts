import type { Page } from '@playwright/test';
import { onPage, threadTime } from '../app';
import type { Measurement } from '../bench';

/** A frame of 60 a second has 16 ms for everything that the page's thread does. */
const bound = { max: 16, unit: 'ms of the page’s thread' } as const;
const frames = 100;

/** The page's work for each place of the slider, over a drawing as large as one gets. */
async function scrubbing(page: Page, address: string): Promise<number> {
  await page.goto(`${address}#/lab`);
  const prompt = page.getByRole('textbox', { name: 'Command' });
  await prompt.fill('for i in $(seq 24); do aws kms create-key > key; done');
  await prompt.press('Enter');
  await page.getByTitle('Time it took').first().waitFor({ timeout: 120_000 });
  await page.getByRole('slider', { name: 'Message', exact: true }).waitFor();
  const work = await threadTime(page, () =>
    page.evaluate(async (count) => {
      const slider = document.querySelector<HTMLInputElement>(
        'input[type=range][aria-label=Message]',
      )!;
      const last = Number(slider.max);
      for (let i = 0; i < count; i += 1) {
        slider.value = String(1 + (i % last));
        slider.dispatchEvent(new Event('input', { bubbles: true }));
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    }, frames),
  );
  return work / frames;
}

/** Whether what is scrubbed keeps up with the screen. */
const measurements: readonly Measurement[] = [
  {
    ...{ name: 'sequence: a frame of scrubbing', where: ['page'], bound },
    run: () => onPage(scrubbing),
  },
];

export default measurements;
