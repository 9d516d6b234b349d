import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import PolicyEditor from '../../../src/ui/policy/PolicyEditor.svelte';
import { violations } from '../accessibility';

const value =
  '{\n  "Version": "2012-10-17",\n  "Statement": [\n    {\n      "Effect": "Allow",\n      "Action": "kms:Decypt",\n      "Resource": "*"\n    }\n  ]\n}';

it('says what is wrong, goes there, and completes what is typed', async () => {
  const onchange = vi.fn<(text: string) => void>();
  await render(PolicyEditor, { value, onchange, kind: 'identity' });
  const editor = page.getByRole('textbox', { name: 'Text of an identity-based policy' });
  await expect.element(editor).toHaveClass('cm-content');
  await expect.element(page.getByRole('status').first()).toHaveTextContent('1 warning');
  // The finding selects what it is about: typing replaces it.
  await page.getByRole('button', { name: /Line 6.*Did you mean kms:Decrypt/ }).click();
  await userEvent.keyboard('"kms:Decr');
  await userEvent.click(page.getByRole('option', { name: /^kms:Decrypt/ }));
  expect(onchange.mock.lastCall?.[0]).toBe(value.replace('kms:Decypt', 'kms:Decrypt'));
  expect(await violations()).toEqual([]);
});
