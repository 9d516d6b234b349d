import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../src/ui/tokens.css';
import '../../src/ui/base.css';
import App from '../../src/ui/App.svelte';
import { LabStorage } from '../../src/storage/lab-storage';
import { violations } from './accessibility';

// The whole page on the real Worker, in the sizes of a desk and of a phone.

const field = page.getByRole('textbox', { name: 'Command' });
const log = page.getByRole('log', { name: 'Terminal' });

async function run(line: string) {
  await field.fill(line);
  await userEvent.keyboard('{Enter}');
}

beforeEach(async () => {
  await LabStorage.destroy();
});

afterEach(() => {
  location.hash = '';
});

describe('the lab', () => {
  beforeEach(async () => {
    await page.viewport(1280, 800);
    location.hash = '#/lab';
    await render(App);
  });

  it('takes a command at once and runs it when the shell is there', async () => {
    await run('aws sts get-caller-identity --query Arn --output text');
    await expect.element(log).toHaveTextContent('aws sts get-caller-identity');
    await expect
      .element(log, { timeout: 20_000 })
      .toHaveTextContent('arn:aws:iam::123456789012:user/admin');
    expect(document.title).toBe('Lab · Envelope Lab');
  });

  it('explains the decision and shows what changed', async () => {
    await run('aws kms create-key --description reports');
    await expect.element(log, { timeout: 20_000 }).toHaveTextContent('KeyMetadata');
    await page.getByRole('tab', { name: 'Decision' }).click();
    await expect.element(page.getByText('Allowed', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'World', exact: true }).click();
    await page.getByRole('tab', { name: 'State', exact: true }).click();
    expect(location.hash).toBe('#/lab?view=state');
    await page.getByRole('checkbox', { name: 'changed by the last command' }).click();
    await expect.element(page.getByText('kms.keys')).toBeVisible();
    expect(await violations()).toEqual([]);
  });

  it('says in one line what is in the clear, and unfolds every place', async () => {
    const nothing = page.getByText('nothing', { exact: true });
    await expect.element(nothing, { timeout: 20_000 }).toBeVisible();
    await run(
      'K=$(aws kms create-key --query KeyMetadata.KeyId --output text); aws kms generate-data-key --key-id $K --key-spec AES_256 > answer',
    );
    const summary = page.getByText('In the clear now');
    await expect.element(page.getByText('data key 1', { exact: true }).first()).toBeVisible();
    expect(summary.element().closest('summary')!.getBoundingClientRect().height).toBeLessThan(40);
    await summary.click();
    await expect
      .element(page.getByRole('region', { name: 'Where secrets are' }))
      .toHaveTextContent('data key 1, in Base64');
    expect(await violations()).toEqual([]);
  });

  it('moves the world’s clock, and what falls due happens', async () => {
    await run(
      'K=$(aws kms create-key --query KeyMetadata.KeyId --output text); aws kms schedule-key-deletion --key-id $K --pending-window-in-days 7',
    );
    await expect.element(log, { timeout: 20_000 }).toHaveTextContent('PendingDeletion');
    await page.getByRole('button', { name: /^The world's time/ }).click();
    await expect.element(page.getByText('The KMS key is deleted')).toBeVisible();
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: 'Go to the first of them' }).click();
    await expect.element(page.getByText('Nothing is due.')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await run('aws kms describe-key --key-id $K');
    await expect.element(log).toHaveTextContent('NotFoundException');
    await page.getByRole('button', { name: 'Undo the last command' }).click();
    await page.getByRole('button', { name: 'Undo the last command' }).click();
    await run('echo "now $(aws kms describe-key --key-id $K --query KeyMetadata.KeyState)"');
    await expect.element(log).toHaveTextContent('now "PendingDeletion"');
  });

  it('shows for how long a command has been running, and stops it', async () => {
    await run('echo re""ady');
    await expect.element(log, { timeout: 20_000 }).toHaveTextContent('ready');
    await run('while :; do :; done');
    await expect.element(log, { timeout: 20_000 }).toHaveTextContent(/running\s+\d+ s/);
    // Not by the mouse: that waits for frames, which a busy machine draws when it likes.
    (page.getByRole('button', { name: 'Stop' }).element() as HTMLElement).click();
    await expect.element(log).toHaveTextContent('exit 130');
  });

  it('stops a command that still waits for the shell', async () => {
    await run('while :; do :; done');
    await userEvent.keyboard('{Control>}c{/Control}');
    await run('echo al""ive');
    await expect.element(log, { timeout: 20_000 }).toHaveTextContent('alive');
  });

  it('draws a long trace in parts, the newest first', async () => {
    await run('for i in {1..60}; do aws sts get-caller-identity > out; done; echo do""ne');
    await expect.element(log, { timeout: 30_000 }).toHaveTextContent(/\d m?s done/);
    const part = page.getByText(/Part \d of \d/);
    await expect.element(part).toBeVisible();
    const { length } = document.querySelectorAll('[data-message]');
    expect(length).toBeLessThan(120);
    await expect.element(page.getByRole('button', { name: 'Later messages' })).toBeDisabled();
    const before = part.element().textContent;
    await page.getByRole('button', { name: 'Earlier messages' }).click();
    await expect.element(page.getByRole('button', { name: 'Later messages' })).toBeEnabled();
    expect(part.element().textContent).not.toBe(before);
  });

  it('gives the keyboard a way over every splitter and tab', async () => {
    const splitter = page.getByRole('separator', { name: 'Height of the upper pane' });
    await expect.element(splitter).toBeVisible();
    const before = Number(splitter.element().getAttribute('aria-valuenow'));
    splitter.element().focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(Number(splitter.element().getAttribute('aria-valuenow'))).toBeGreaterThan(before);
    page.getByRole('tab', { name: 'Sequence' }).element().focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(page.getByRole('tab', { name: 'HTTP' })).toHaveFocus();
    await userEvent.keyboard('{Home}');
    await expect
      .element(page.getByRole('tab', { name: 'Sequence' }))
      .toHaveAttribute('aria-selected', 'true');
  });
});

describe('moving between pages', () => {
  beforeEach(async () => {
    await page.viewport(1280, 800);
    location.hash = '#/learn';
    await render(App);
  });

  it('puts the focus on the new heading and the title on the window', async () => {
    await expect.element(page.getByRole('heading', { level: 1, name: 'Learn' })).toBeVisible();
    await page.getByRole('link', { name: 'Lab', exact: true }).click();
    await expect.element(page.getByRole('heading', { level: 1, name: 'Lab' })).toHaveFocus();
    expect(document.title).toBe('Lab · Envelope Lab');
  });

  it('says so where there is no such page or scenario', async () => {
    location.hash = '#/nowhere';
    await expect
      .element(page.getByRole('heading', { name: 'There is no such page' }))
      .toBeVisible();
    location.hash = '#/learn/nothing-of-this-name';
    await expect
      .element(page.getByRole('heading', { name: 'There is no such scenario' }))
      .toBeVisible();
  });
});

describe('on a phone', () => {
  it('shows one part at a time, and a command put into the prompt in the terminal', async () => {
    await page.viewport(390, 780);
    location.hash = '#/learn/envelope-encrypt-a-report';
    await render(App);
    const solution = page.getByRole('button', { name: 'Show solution' });
    await expect.element(solution).toBeVisible();
    await expect.element(field).not.toBeInTheDocument();
    await solution.click();
    await expect.element(field).toBeVisible();
    await expect.element(field).toHaveFocus();
    await expect.element(solution).not.toBeInTheDocument();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
  });
});
