import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import { whoCan, type EditedPolicy } from '../../../src/engine/access/index';
import WhoCanWhat from '../../../src/ui/policy/WhoCanWhat.svelte';
import { testWorld } from '../../engine/world';
import { violations } from '../accessibility';

const account = 'arn:aws:iam::123456789012';
const keyPolicy = (...Action: string[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      ...[
        { Principal: `${account}:root`, Action: ['kms:*'] },
        { Sid: 'Use', Principal: `${account}:user/bob`, Action },
      ].map(({ Principal, ...more }) => ({
        ...{ Effect: 'Allow', Principal: { AWS: Principal }, Resource: '*' },
        ...more,
      })),
    ],
  });

it('marks what the edited text changes, and shows how a cell is decided', async () => {
  const { engine, createKey, user } = testWorld();
  await user('bob');
  const { Arn: arn } = await createKey();
  const ask = (edited: EditedPolicy) =>
    Promise.resolve().then(() => whoCan(engine.tables, edited, engine.now));
  const edited = { arn, document: keyPolicy('kms:Decrypt') };
  const { rerender } = await render(WhoCanWhat, { edited, ask });
  await expect.element(page.getByText('1 change to what is stored.')).toBeVisible();
  const decrypt = page.getByRole('button', { name: 'user/bob, kms:Decrypt:' });
  await expect.element(decrypt).toHaveAccessibleName(/allowed, changed: it is denied$/);
  await page.getByRole('button', { name: 'user/bob, kms:Encrypt: denied' }).click();
  const tree = page.getByRole('tree', { name: 'How kms:Encrypt was decided' });
  await expect.element(tree).toBeVisible();
  const change = 'Add kms:Encrypt to Action of statement Use of the resource-based policy default.';
  await expect.element(page.getByText(change)).toBeVisible();
  expect(await violations()).toEqual([]);
  await rerender({ edited: { arn, document: '{' } });
  await expect.element(page.getByText('The text is no policy')).toBeVisible();
  await rerender({ edited: { arn, document: keyPolicy('kms:Decrypt', 'kms:Encrypt') } });
  await expect.element(page.getByText('2 changes to what is stored.')).toBeVisible();
});
