import { beforeAll, describe, expect, it } from 'vitest';
import { foresee, stepsBeforeTheLast } from '../../src/learning/foresight';
import { openScenario, type OpenedScenario } from '../../src/learning/runner';
import { scenarioOf } from './worlds';

const now = Date.UTC(2026, 0, 5);
let world: OpenedScenario;

beforeAll(async () => {
  world = await openScenario(
    scenarioOf({
      check: 'file: done\n        is: { bytes: 5 }',
      setup: [
        'KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)',
        'aws s3api create-bucket --bucket foreseen-things',
        'aws iam create-user --user-name nobody',
        'aws configure set region us-east-1 --profile nobody',
        `aws configure set aws_access_key_id "$(aws iam create-access-key --user-name nobody --query AccessKey > k; jq -r .AccessKeyId k)" --profile nobody; aws configure set aws_secret_access_key "$(jq -r .SecretAccessKey k)" --profile nobody`,
      ],
    }),
    { now },
  );
});

/** The question, its options, and the one that comes true. */
async function asked(line: string) {
  const prediction = await foresee(world.engine, line);
  if (prediction === undefined) return undefined;
  const { question, options, answer } = prediction;
  expect(new Set(options).size).toBe(options.length);
  return [question, options[answer], options.length];
}

describe('what may be predicted of a line', () => {
  it.each([
    [
      'aws kms disable-key --key-id $KEY',
      'In which state is the KMS key afterwards?',
      ...['Disabled', 4],
    ],
    [
      'aws s3api put-object --bucket foreseen-things --key a --body report.csv --server-side-encryption aws:kms --ssekms-key-id $KEY',
      'What does Amazon S3 ask AWS KMS for?',
      ...['GenerateDataKey', 4],
    ],
    [
      'aws s3api put-object --bucket foreseen-things --key a --body report.csv',
      'What does Amazon S3 ask AWS KMS for?',
      ...['Nothing', 4],
    ],
    [
      'aws kms encrypt --profile nobody --key-id $KEY --plaintext aGk= 2> refused.txt; true',
      'How does AWS answer Encrypt?',
      ...['It is refused: AccessDeniedException', 4],
    ],
    [
      'aws kms encrypt --key-id $KEY --plaintext aGk= --query KeyId',
      'How does AWS answer Encrypt?',
      ...['It succeeds', 4],
    ],
    ['echo 1 2 3 | wc -w', 'What does it print?', '3', 4],
  ])('%s', async (line, ...expected) => {
    expect(await asked(line)).toEqual(expected);
  });

  it('is nothing where a line only prepares the next', async () => {
    expect(await asked('NAME=report')).toBeUndefined();
    expect(await asked('aws kms list-aliases --output table')).toBeUndefined();
  });

  it('is found out without a trace in the world', async () => {
    let told = 0;
    world.engine.observe(() => (told += 1));
    await asked('aws kms schedule-key-deletion --key-id $KEY; rm report.csv');
    expect(told).toBe(0);
    expect(await asked('aws kms enable-key --key-id $KEY')).toBeUndefined();
  });
});

describe('the last step of a solution', () => {
  const steps = async (solution: readonly string[]) => {
    const scenario = scenarioOf({ check: 'file: done\n        is: { bytes: 5 }', solution });
    const { engine } = await openScenario(scenario, { now });
    return stepsBeforeTheLast(scenario, scenario.tasks[0]!, engine);
  };

  it('is the line that achieves the task, not those that look at it', async () => {
    expect(await steps(['WORD=done', 'echo $WORD > done', 'cat done', 'ls'])).toBe(1);
    expect(await steps(['WORD=done', 'touch done', 'echo $WORD > done'])).toBe(2);
    expect(await steps(['echo done > done'])).toBe(0);
  });
});
