import { describe, expect, it } from 'vitest';
import { ContentError } from '../../src/learning/content-error';
import { openScenario } from '../../src/learning/runner';
import { scenarioOf } from './worlds';

const now = Date.UTC(2026, 4, 5, 9);

const open = (template: string) => {
  const scenario = scenarioOf({ check: 'run: "true"' });
  return openScenario({ ...scenario, world: { ...scenario.world, template } }, { now });
};

describe('The template of a scenario', () => {
  it('makes a stack before the learner comes in, at the time that the scenario says', async () => {
    const { engine, shell } = await open(
      'Resources: { Key: { Type: "AWS::KMS::Key" }, Name: { Type: "AWS::KMS::Alias", Properties: { AliasName: alias/a, TargetKeyId: !Ref Key } } }',
    );
    expect(engine.now).toBe(now);
    const { stdout } = await shell.run('aws kms list-aliases --query "Aliases[].AliasName"');
    expect(JSON.parse(stdout)).toContain('alias/a');
  });

  it.each([
    ['Resources: { A: [', /^ValidationError: Template format error: YAML not well-formed/],
    [
      'Resources: { Key: { Type: "AWS::KMS::Key", Properties: { KeySpec: NONE } } }',
      /^the stack is ROLLBACK_COMPLETE: Key: Resource handler returned message/,
    ],
  ])('like %s is a fault of the content', async (template, text) => {
    const fault = await open(template).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(ContentError);
    expect((fault as ContentError).faults).toMatchObject([
      { path: 'world.template', message: expect.stringMatching(text) as string },
    ]);
  });
});

describe('The traffic of a scenario', () => {
  const quota = 'kms/L-F7504F73';
  const inWorld = async (rate: number) => {
    const scenario = scenarioOf({ check: 'run: "true"' });
    const traffic = [{ quota, rate }];
    const { shell } = await openScenario(
      { ...scenario, world: { ...scenario.world, traffic } },
      { now },
    );
    const { stdout: key } = await shell.run(
      'aws kms create-key --query KeyMetadata.KeyId --output text',
    );
    return async (line: string) =>
      (await shell.run(line.replaceAll('$KEY', key.trim()))).stdout.trim();
  };
  const three =
    'for N in $(seq 1 3); do AWS_MAX_ATTEMPTS=1 aws kms create-alias --alias-name alias/$RANDOM --target-key-id $KEY 2> /dev/null && echo ok; done | grep -c ok';

  it('leaves what the quota has above it, whoever takes the rest', async () => {
    // CreateAlias: five a second.
    const run = await inWorld(3);
    expect(await run(three)).toBe('2');
    expect(await run(`sleep 0.5; ${three}`)).toBe('1');
  });

  it('goes on when the quota is raised', async () => {
    const run = await inWorld(4);
    await run(
      'aws service-quotas request-service-quota-increase --service-code kms --quota-code L-F7504F73 --desired-value 6',
    );
    expect(await run(`sleep 25h; ${three}`)).toBe('2');
  });

  it('is a fault where there is no such quota', () => {
    const faults = () => scenarioOf({ check: 'run: "true"', traffic: 'kms/L-00000000' });
    expect(faults).toThrow('there is no request quota kms/L-00000000');
  });
});
