import { beforeEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import type { Scenario, Task, TaskReport } from '../../../src/learning/scenario';
import { Guide, type Stage } from '../../../src/ui/learn/guide.svelte';
import { Progress } from '../../../src/ui/learn/progress.svelte';
import ScenarioPanel from '../../../src/ui/learn/ScenarioPanel.svelte';
import { violations } from '../accessibility';

const task = (id: string, title: string): Task => ({
  ...{ id, title, text: `Do **${title}**. <b>raw</b>`, checks: [], wrong: [] },
  ...{ hints: ['Try.'], solution: [`${id} one`, `${id} two`] },
});

const scenario: Scenario = {
  ...{ id: 's', title: 'A scenario', summary: 'What it is about.', skills: ['DVA-2.2'], facts: [] },
  ...{
    world: { region: 'eu-west-1', setup: [] },
    files: [],
    tasks: [task('a', 'First'), task('b', 'Second')],
  },
};

const report = (id: string, passed: boolean): TaskReport => {
  const check = { label: `${id} holds`, passed, detail: passed ? '' : 'There is no key yet.' };
  return { task: id, done: passed, checks: [check] };
};

let progress: Progress;
let guide: Guide;
const onput = vi.fn();
const onrestart = vi.fn();

/** What ran, and what each line may be asked about. */
let ran: string[];
const stage: Stage = {
  run: (line) => Promise.resolve(void ran.push(line)),
  foresee: (line) =>
    Promise.resolve(
      line.endsWith('one')
        ? { question: 'How does AWS answer?', options: ['It succeeds', 'It is refused'], answer: 1 }
        : null,
    ),
  stepsBeforeTheLast: () => Promise.resolve(1),
};

beforeEach(() => {
  progress = new Progress(scenario);
  guide = new Guide();
  ran = [];
  onput.mockReset();
  onrestart.mockReset();
});

const show = (reports: readonly TaskReport[]) =>
  render(ScenarioPanel, { scenario, progress, reports, guide, stage, onput, onrestart });

describe('the panel of a scenario', () => {
  it('opens the current task and says which check failed and why', async () => {
    await show([report('a', false), report('b', false)]);
    await expect.element(page.getByText('a holds')).toBeVisible();
    await expect.element(page.getByText('There is no key yet.')).toBeVisible();
    await expect.element(page.getByText('b holds')).not.toBeInTheDocument();
  });

  it('renders markdown and escapes raw HTML', async () => {
    await show([]);
    await expect.element(page.getByText('<b>raw</b>')).toBeVisible();
  });

  it('goes on to the next task, and keeps done what later work takes back', async () => {
    await show([]);
    expect(progress.record([report('a', true)]).map(({ id }) => id)).toEqual(['a']);
    expect(progress.record([report('a', false)])).toEqual([]);
    expect(progress.count).toBe(1);
    await expect.element(page.getByRole('img', { name: 'Done:' })).toBeVisible();
    await expect.element(page.getByText('Do Second.')).toBeVisible();
  });

  it('puts the solution into the prompt line by line', async () => {
    await show([]);
    await page.getByRole('button', { name: 'Show solution' }).click();
    await page.getByRole('button', { name: 'Next line of the solution (2 of 2)' }).click();
    expect(onput.mock.calls).toEqual([['a one'], ['a two']]);
    await expect.element(page.getByText('Line 2 of 2 is in the prompt.')).toBeVisible();
  });

  it('keeps a solution that is being followed in sight, though its task is done sooner', async () => {
    await show([]);
    await page.getByRole('button', { name: 'Show solution' }).click();
    progress.record([report('a', true)]);
    await page.getByRole('button', { name: 'Next line of the solution (2 of 2)' }).click();
    expect(onput.mock.calls).toEqual([['a one'], ['a two']]);
    await expect.element(page.getByText('Do First.')).not.toBeInTheDocument();
    await expect.element(page.getByText('Do Second.')).toBeVisible();
  });

  it('says at the end what was done', async () => {
    progress.record([report('a', true), report('b', true)]);
    await show([]);
    await expect.element(page.getByRole('heading', { name: 'Finished' })).toBeVisible();
    await expect.element(page.getByText('DVA-2.2')).toBeVisible();
  });

  it('runs a worked solution line by line, and says what came of a prediction', async () => {
    await show([report('a', false)]);
    await page.getByRole('button', { name: 'Watch and predict' }).click();
    await page.getByRole('button', { name: 'It succeeds' }).click();
    await expect.element(page.getByText('You said: It succeeds.')).toBeVisible();
    expect(ran).toEqual(['a one']);
    await page.getByRole('button', { name: 'Next line' }).click();
    await page.getByRole('button', { name: 'Run it', exact: true }).click();
    expect(ran).toEqual(['a one', 'a two']);
    progress.record([report('a', true)], true);
    await page.getByRole('button', { name: 'That was the last line' }).click();
    await expect.element(page.getByText('Do Second.')).toBeVisible();
    expect(progress.watched).toEqual(['a']);
    expect(await violations()).toEqual([]);
  });

  it('gives all steps but the last, and the solution begins behind them', async () => {
    guide.choose('finish');
    await show([report('a', false)]);
    await page.getByRole('button', { name: 'Run this step' }).click();
    await page.getByRole('button', { name: 'Show solution' }).click();
    expect([ran, onput.mock.calls]).toEqual([['a one'], [['a two']]]);
    expect(guide.place).toEqual({ way: 'finish', task: 'a', line: 1, given: 1 });
  });

  it('offers the way that leaves more to the learner at the end', async () => {
    guide.choose('finish');
    progress.record([report('a', true), report('b', true)]);
    await show([]);
    await page.getByRole('button', { name: 'Start over, on your own' }).click();
    expect(onrestart.mock.calls).toEqual([['own']]);
  });

  it('goes on where it was, and takes nothing else for it', () => {
    guide.restore({ way: 'watch', task: 'a', line: 1, given: null });
    expect(guide.lineOf(scenario.tasks[0]!)).toBe(1);
    guide.restore({ way: 'sideways' });
    expect(guide.way).toBe('watch');
  });

  it('has nothing that axe objects to', async () => {
    await show([report('a', false)]);
    await expect.element(page.getByText('First', { exact: true })).toBeVisible();
    expect(await violations()).toEqual([]);
  });
});
