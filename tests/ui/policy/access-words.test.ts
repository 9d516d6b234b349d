import { expect, it } from 'vitest';
import { shortName, whatChanges } from '../../../src/ui/policy/access-words';

const key = (region: string) =>
  `arn:aws:kms:${region}:123456789012:key/mrk-${'ab12cd34'.repeat(4)}`;

it('tells a multi-Region key and its replica apart', () => {
  expect(shortName(key('us-east-1'))).toBe('key/mrk-ab12cd34 in us-east-1');
  const evaluation = { effect: 'allow' } as never;
  const rows = ['us-east-1', 'eu-west-1'].map((region) => ({
    ...{ principal: 'arn:aws:iam::123456789012:user/alice', resource: key(region) },
    cells: [{ before: 'denied', after: 'allowed', evaluation } as const],
  }));
  const changes = whatChanges([{ actions: ['kms:Decrypt'], rows, isPart: false }]);
  expect(new Set(changes).size).toBe(2);
});
