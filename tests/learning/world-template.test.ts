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
