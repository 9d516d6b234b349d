import { describe, expect, it } from 'vitest';
import { prove, type Proved } from '../../src/authoring/proof';
import { readDraftText } from '../../src/authoring/read-draft';
import { templates } from '../../src/authoring/templates';

async function proofOf(kind: 'scenario' | 'questions', text: string) {
  const reading = readDraftText(kind, text);
  if (!('content' in reading)) throw new Error(reading.faults.map((it) => it.message).join('\n'));
  const proved: Proved[] = [];
  const steps: string[] = [];
  await prove(reading.content, {}, (event) => {
    if ('proved' in event) proved.push(event.proved);
    else steps.push(event.step);
  });
  return { proved, steps, findings: proved.flatMap(({ findings }) => findings) };
}

describe('the templates of a draft', () => {
  it.each(templates.map(({ title, kind, text }) => [title, kind, text] as const))(
    '%s passes the gate as it is',
    async (_, kind, text) => {
      const { findings } = await proofOf(kind, text);
      expect(findings.length).toBeGreaterThan(0);
      expect(findings.filter(({ verdict }) => verdict !== 'holds')).toEqual([]);
    },
  );
});

describe('the proof of a draft', () => {
  const [scenario, choice] = templates.map(({ text }) => text);

  it('says what it tries, and lists what holds with the field that promises it', async () => {
    const { steps, findings } = await proofOf('scenario', scenario!);
    expect(steps).toEqual([
      'The world is set up',
      'Task 1 is not done at the start',
      'Task 2 is not done at the start',
      'Wrong solution 1 of task 1 fails',
      'The solution of task 1 achieves it',
      'Wrong solution 1 of task 2 fails',
      'The solution of task 2 achieves it',
    ]);
    expect(findings.at(-1)!.path).toEqual(['tasks', 1, 'solution']);
  });

  it('points at a solution that does not solve', async () => {
    const broken = scenario!.replace('      - aws kms create-alias', '      - echo create-alias');
    const { findings } = await proofOf('scenario', broken);
    const failed = findings.filter(({ verdict }) => verdict === 'fails');
    expect(failed[0]).toMatchObject({ path: ['tasks', 0, 'solution'] });
    expect(failed[0]!.details[0]).toMatch(/does not achieve "alias\/notes names a KMS key"/);
  });

  it('derives the key of a choice, and points at an option that is declared wrongly', async () => {
    const broken = choice!
      .replace('      correct: true\n', '')
      .replace('alias of the key.\n', 'alias of the key.\n      correct: true\n');
    const { findings } = await proofOf('questions', broken);
    const failed = findings.filter(({ verdict }) => verdict === 'fails');
    expect(failed.map(({ path }) => path.slice(0, 3))).toEqual([
      [0, 'options', 0],
      [0, 'options', 1],
    ]);
  });

  it('does not say that anything holds which a broken setup kept from being tried', async () => {
    const { findings } = await proofOf('questions', choice!.replace('create-key', 'create-no-key'));
    expect(findings.filter(({ verdict }) => verdict === 'holds')).toEqual([]);
  });
});
