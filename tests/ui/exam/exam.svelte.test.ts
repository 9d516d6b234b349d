import { beforeEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import { replay } from '../../../src/learning/exam/attempt';
import { readAnswers } from '../../../src/storage/answer-log';
import { LabStorage } from '../../../src/storage/lab-storage';
import ExamPage from '../../../src/ui/exam/ExamPage.svelte';
import { beginAttempt, formOfPlan, loadAttempts } from '../../../src/ui/exam/exams';
import { violations } from '../accessibility';

const form = formOfPlan({ family: 'DVA', length: 10, types: 'all', seed: 4 });
const count = form.items.length;

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const heading = (name: string | RegExp) => page.getByRole('heading', { name, level: 1 });

describe('an exam on its page', () => {
  beforeEach(() => LabStorage.destroy());

  it('is left in the middle, resumed, reviewed, confirmed, and counted once', async () => {
    const id = await beginAttempt(form, { timer: 'x2', sureness: true });
    const first = await render(ExamPage, { exam: id });
    await button('Begin').click();
    await expect.element(heading(`Question 1 of ${count}`)).toBeVisible();
    await button('Flag').click();
    await page.getByLabelText('Certain').click();
    await button('Next').click();
    await expect.element(heading(`Question 2 of ${count}`)).toBeVisible();
    expect(await violations()).toEqual([]);
    await expect.poll(async () => (await loadAttempts())[0]?.events.length).toBe(4);
    await first.unmount();

    await render(ExamPage, { exam: id });
    await expect.element(heading(`${form.code}: paused`)).toBeVisible();
    await button('Go on').click();
    await expect.element(heading(`Question 2 of ${count}`)).toBeVisible();
    await expect.element(button('Question 1, not answered, flagged')).toBeVisible();
    await button('Review and submit').click();
    await expect
      .element(page.getByText(`${count} of ${count} without a whole answer`))
      .toBeVisible();
    await button('Submit…').click();
    expect(replay((await loadAttempts())[0]!).value).not.toBe('submitted');
    await button('Submit').click();
    await expect.element(heading(`${form.code}: 0 of ${count} right`)).toBeVisible();
    await expect.element(page.getByText('AWS equates forms')).toBeVisible();
    expect(await violations()).toEqual([]);
    // What was not answered is no answer: review learns nothing from it.
    expect(await readAnswers()).toEqual([]);
  });
});
