import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { LineageGraph } from '../../../src/diagrams/lineage/graph';
import Lineage from '../../../src/diagrams/lineage/Lineage.svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import { violations } from '../../ui/accessibility';

const objects = Array.from({ length: 60 }, (_, n) => ({
  ...{ id: `object ${n}`, kind: 'dependant' as const, title: `object-${n}`, count: 1 },
  detail: 'object version, us-east-1',
}));
const graph: LineageGraph = {
  key: 'key',
  nodes: [{ id: 'key', kind: 'key', title: '1234', detail: 'KMS key', count: 1 }, ...objects],
  edges: objects.map(({ id }) => ({ from: 'key', to: id, label: 'data key' })),
};

test('counts what is lost, tells each box, and lists what is counted', async () => {
  await page.viewport(390, 900);
  const deed = { type: 'delete' } as const;
  const { container, rerender } = await render(Lineage, { graph, deed, name: 'key' });
  await expect.element(page.getByText('60 lost for good')).toBeVisible();
  container.querySelector<SVGElement>('[data-node="0"]')?.focus();
  await userEvent.keyboard('{ArrowRight}');
  await expect
    .element(page.getByRole('paragraph').filter({ hasText: /^60 × resources, object version/ }))
    .toBeVisible();
  await page.getByText('As a list of 61').click();
  await page.getByRole('searchbox', { name: 'Search the list' }).fill('object-59');
  await expect.element(page.getByText('1 of 1 shown')).toBeVisible();
  expect(await violations(container)).toEqual([]);
  await rerender({ graph, deed: { type: 'disable' }, name: 'key' });
  await expect.element(page.getByText(/0 lost for good,\s+60 blocked/)).toBeVisible();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
});
