import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Markdown from '../../../src/ui/learn/Markdown.svelte';
import { violations } from '../accessibility';

const source = `Decrypt the \`data key\`. Each data key is a secret, and data keys differ.

Without the [data key](#/learn) the ciphertext says nothing.`;

it('explains the first mention of a word of the glossary, in prose only', async () => {
  await render(Markdown, { source, terms: true });
  const terms = page.getByRole('button');
  await expect.element(terms.first()).toHaveTextContent('data key');
  await expect.element(terms.nth(1)).toHaveTextContent('ciphertext');
  expect(terms.elements()).toHaveLength(2);
  const link = page.getByRole('link', { name: 'In the glossary' });
  await expect.element(link).not.toBeInTheDocument();

  await userEvent.tab();
  await expect.element(terms.first()).toHaveFocus();
  await expect.element(page.getByRole('note')).toHaveTextContent(/A key that AWS KMS makes/);
  expect(await violations()).toEqual([]);
  await userEvent.tab();
  await expect.element(link).toHaveFocus();
  await expect.element(link).toHaveAttribute('href', '#/reference/glossary?term=data-key');
  await userEvent.tab({ shift: true });
  await expect.element(terms.first()).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByRole('note')).not.toBeInTheDocument();

  await userEvent.click(terms.nth(1));
  await expect.element(page.getByRole('note')).toHaveTextContent(/What encryption makes/);
});

it('leaves a text alone that is not to be explained', async () => {
  await render(Markdown, { source });
  await expect.element(page.getByText('says nothing')).toBeVisible();
  expect(page.getByRole('button').elements()).toHaveLength(0);
});
