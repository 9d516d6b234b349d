import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../src/learning/parse-scenario';
import { openScenario } from '../../src/learning/runner';
import { saveWorld } from '../../src/engine/saved-world';
import { readSeed, seedCount, variantOf, variantOfWorld } from '../../src/learning/variant';
import { scenarioOf } from './worlds';

const scenario = scenarioOf({
  check: 'run: aws kms describe-key --key-id alias/own',
  setup: [
    'aws kms create-alias --alias-name alias/own --target-key-id $(aws kms create-key --query KeyMetadata.KeyId --output text)',
    'aws s3api create-bucket --bucket my-own-things',
    'aws iam get-user --user-name admin > arn:aws:iam::123456789012:user-admin',
  ],
  solution: ['aws s3 ls s3://my-own-things/alias/own; echo my-own-things-copy alias/owner'],
});
const seeds = fc.integer({ min: 1, max: seedCount });

describe('a variant of a scenario', () => {
  it('has names and an account of its own, wherever they stand', async () => {
    const { world, tasks } = variantOf(scenario, 4711);
    expect(tasks[0]!.solution).toEqual([
      'aws s3 ls s3://my-own-things-4711/alias/own-4711; echo my-own-things-copy alias/owner',
    ]);
    const { engine, shell } = await openScenario({ ...scenario, world, tasks }, { now: 0 });
    const { stdout } = await shell.run(
      'aws sts get-caller-identity --query Account --output text; aws s3api list-buckets --query "Buckets[].Name" --output text; aws kms list-aliases --query "Aliases[].AliasName" --output text',
    );
    expect(stdout.split('\n').slice(0, 2)).toEqual([world.account, 'my-own-things-4711']);
    expect(stdout).toContain('alias/own-4711');
    expect(JSON.stringify(world)).not.toContain('123456789012');
    expect(variantOfWorld(saveWorld(engine.tables))).toBe(4711);
  });

  it('is the same for the same seed, and has another account for each', () => {
    fc.assert(
      fc.property(seeds, seeds, (a, b) => {
        const [one, other] = [variantOf(scenario, a), variantOf(scenario, b)];
        expect(one.world.account).toMatch(/^[1-9]\d{11}$/);
        expect(one.world.account === other.world.account).toBe(a === b);
        if (a === b) expect(one).toEqual(other);
      }),
    );
  });

  it('keeps what progress goes by, and every scenario has something that varies', () => {
    const files = readdirSync('scenarios', { recursive: true, encoding: 'utf8' }).filter((path) =>
      /^\d.*\.yaml$/.test(path),
    );
    for (const path of files) {
      const file = `scenarios/${path.replaceAll('\\', '/')}`;
      const written = parseScenario(readFileSync(file, 'utf8'), file);
      const varied = variantOf(written, 7);
      expect(varied.tasks.map(({ id }) => id)).toEqual(written.tasks.map(({ id }) => id));
      expect(JSON.stringify(varied)).not.toContain('123456789012');
    }
  });

  it('is asked for by a number in an address', () => {
    expect(['12', '0', '10000', '1.5', 'x', undefined].map(readSeed)).toEqual([
      12,
      ...Array.from({ length: 5 }, () => undefined),
    ]);
  });
});
