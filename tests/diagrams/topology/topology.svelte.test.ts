import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Topology from '../../../src/diagrams/topology/Topology.svelte';
import type { Step } from '../../../src/engine/trace';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import { violations } from '../../ui/accessibility';

const base = { span: 1, parent: null, at: 0 };
const kms = { type: 'service', name: 'AWS KMS', region: 'us-east-1' } as const;
const steps: readonly Step[] = [
  {
    ...{ ...base, kind: 'request', requestId: 'r', service: 'kms', operation: 'GenerateDataKey' },
    ...{ from: { type: 'client', name: 'Workstation' }, to: kms, region: 'us-east-1', input: {} },
  },
  {
    ...{
      ...base,
      kind: 'crypto',
      actor: kms,
      action: 'generate',
      algorithm: 'AES_256',
      detail: '',
    },
    ...{ bytesIn: 0, bytesOut: 32, exposes: ['data key'] },
  },
  {
    ...base,
    kind: 'end',
    output: { Plaintext: new Uint8Array(32), CiphertextBlob: new Uint8Array(9) },
  },
];

test.each([390, 1280])('is stepped through, with an attacker anywhere, at %i px', async (width) => {
  await page.viewport(width, 900);
  const { container } = await render(Topology, { steps });
  await page
    .getByRole('combobox', { name: 'Put an attacker' })
    .selectOptions('with the stolen workstation');
  await expect.element(page.getByText('He reads data key at this moment.')).toBeVisible();
  await page.getByRole('button', { name: 'Previous message' }).click();
  await expect
    .element(page.getByText('He reads nothing: there is nothing at this moment.'))
    .toBeVisible();
  container.querySelector<SVGElement>('[data-place="0"]')?.focus();
  await userEvent.keyboard('{ArrowRight}{Enter}');
  await expect.element(page.getByText(/^He reads nothing of one request/)).toBeVisible();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  expect(await violations(container)).toEqual([]);
});
