import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { lanesOf, type TimelineEvent } from '../../../src/diagrams/timeline/events';
import Timeline from '../../../src/diagrams/timeline/Timeline.svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import { violations } from '../../ui/accessibility';

const now = Date.UTC(2026, 10, 23, 12);
const day = 86_400_000;

const event = (at: number, changes: Partial<TimelineEvent>): TimelineEvent => ({
  ...{ id: `${at} ${changes.title}`, at: now + at * day, resource: 'key/1', kind: 'created' },
  ...{ title: 'KMS key created', source: 'record', said: [] },
  ...changes,
});

const lanes = lanesOf(
  [
    event(-300, { said: ['CreateKey by admin'] }),
    event(-100, { kind: 'rotation', title: 'Rotated' }),
    event(7, { kind: 'deletion', title: 'The KMS key is deleted', source: 'timer' }),
    event(30, { kind: 'expiry', title: 'The parameter expires', resource: 'parameter/db' }),
  ],
  (key) => ({ title: key, service: 'test' }),
);

test('events are walked by keyboard, told in a panel, zoomed to, and listed', async () => {
  await page.viewport(1280, 900);
  await render(Timeline, { lanes, now });
  const drawing = page.getByRole('group', { name: 'Timeline', exact: true });
  const created = drawing.getByRole('button', { name: /KMS key created/ });
  await created.click();
  const panel = page.getByRole('region', { name: 'Chosen events' });
  await expect.element(panel).toHaveTextContent('CreateKey by admin');
  (created.element() as SVGElement).focus();
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(panel).toHaveTextContent('Rotated');
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(panel).toHaveTextContent('2026-11-30 12:00:00 UTC, to come, from the timer');
  await userEvent.keyboard('++++++');
  await expect.element(created).not.toBeInTheDocument();
  await page.getByText(/As a list/).click();
  const list = page.getByRole('region', { name: 'Events in sight' });
  await expect.element(list).not.toHaveTextContent('KMS key created');
  await page.getByRole('button', { name: 'All' }).click();
  await expect.element(list.getByRole('row', { name: /The parameter expires/ })).toBeVisible();
  expect(await violations()).toEqual([]);
});
