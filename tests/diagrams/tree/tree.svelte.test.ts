import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { indexOf } from '../../../src/diagrams/tree/paths';
import Tree from '../../../src/diagrams/tree/Tree.svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import { violations } from '../../ui/accessibility';

const index = indexOf(
  Array.from({ length: 1000 }, (_, n) => `123456789012|us-east-1|/app${n % 3}/prod/ setting-${n}`),
);
const marksOf = () => ({ texts: ['SecureString', 'version 1'], isSecret: true });

test('is opened and gone through by keyboard, and draws only what shows', async () => {
  await page.viewport(390, 900);
  const { container } = await render(Tree, { index, marksOf, selected: undefined });
  await expect.element(page.getByRole('treeitem', { name: /^app0/ })).toBeVisible();
  container.querySelector<HTMLElement>('[role="tree"]')?.focus();
  await userEvent.keyboard('{ArrowDown}{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}{Enter}');
  const selected = page.getByRole('treeitem', { selected: true });
  await expect.element(selected).toHaveAttribute('aria-level', '4');
  await userEvent.keyboard('{End}');
  await expect.element(page.getByRole('treeitem', { name: /^app2/ })).toBeVisible();
  expect(container.querySelectorAll('[role="treeitem"]').length).toBeLessThan(30);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
  expect(await violations(container)).toEqual([]);
});
