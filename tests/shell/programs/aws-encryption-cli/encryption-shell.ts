import type { Step } from '../../../../src/engine/trace';
import { Shell } from '../../../../src/shell/shell';
import { testWorld } from '../../../engine/world';

/** A signed-in shell in a world with one KMS key, `$key` being its ARN. */
export async function encryptionShell() {
  const world = testWorld();
  const { engine, admin } = world;
  const { Arn } = await world.createKey();
  const shell = await Shell.open(engine);
  const steps: Step[] = [];
  engine.observe((happening) => steps.push(...happening.steps));
  await shell.run(
    `export AWS_ACCESS_KEY_ID=${admin.accessKeyId} AWS_SECRET_ACCESS_KEY=${admin.secretAccessKey} AWS_REGION=us-east-1 key=${Arn}`,
  );
  await shell.run('mkdir work; cd work; echo "the plan" > plan.txt');
  /** Runs the tool with these words. */
  const cli = (words: string) => shell.run(`aws-encryption-cli ${words}`);
  const out = async (line: string) => (await shell.run(line)).stdout;
  /** How often KMS operations were asked for so far. */
  const count = (operation: string) =>
    steps.filter((step) => step.kind === 'request' && step.operation === operation).length;
  return { ...world, shell, Arn, steps, cli, out, run: (line: string) => shell.run(line), count };
}

/** A line of the tool's log, without the time. */
export const warning = (text: string) =>
  `2026-11-23 12:00:00,000 - MainThread - aws_encryption_sdk_cli - WARNING - ${text}\n`;
