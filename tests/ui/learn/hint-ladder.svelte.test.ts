import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import HintLadder from '../../../src/ui/learn/HintLadder.svelte';
import { violations } from '../accessibility';

const hints = ['Look at `generate-data-key`.', 'It answers two members.', '```sh\nls -l\n```'];

describe('the ladder of hints', () => {
  it('gives one hint at a time, and no more than there are', async () => {
    await render(HintLadder, { hints, onput: () => undefined });
    const items = page.getByRole('listitem');
    expect(items.elements()).toHaveLength(0);
    await page.getByRole('button', { name: 'Hint' }).click();
    expect(items.elements()).toHaveLength(1);
    await page.getByRole('button', { name: 'Next hint' }).click();
    await page.getByRole('button', { name: 'Next hint' }).click();
    expect(items.elements()).toHaveLength(3);
    await expect.element(page.getByRole('button', { name: 'Next hint' })).not.toBeInTheDocument();
  });

  it('announces each hint politely', async () => {
    await render(HintLadder, { hints, onput: () => undefined });
    await page.getByRole('button', { name: 'Hint' }).click();
    const list = page.getByRole('list', { name: 'Hints' });
    await expect.element(list).toHaveAttribute('aria-live', 'polite');
    await expect.element(list).toHaveTextContent('Hint 1 of 3');
  });

  it('puts a command into the prompt, for the reader to run', async () => {
    const onput = vi.fn();
    await render(HintLadder, { hints: hints.slice(2), onput });
    await page.getByRole('button', { name: 'Hint' }).click();
    await page.getByRole('button', { name: 'Put into the prompt' }).click();
    expect(onput).toHaveBeenCalledWith('ls -l');
    expect(await violations()).toEqual([]);
  });
});
