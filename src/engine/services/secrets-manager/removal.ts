import type { Context } from '../../operation';
import { secretsTable, versionKey, versionsTable, type SecretRecord } from './state';

/** Deletes a secret and its versions for good; its name is free from then on. */
export function removeSecret(ctx: Context, key: string, { ARN }: SecretRecord): void {
  for (const id of [deletionTimer(ARN), rotationTimer(ARN), windowTimer(ARN)]) ctx.cancelTimer(id);
  ctx.delete(secretsTable, key);
  for (const [row] of ctx.range(versionsTable, { prefix: versionKey(key, '') })) {
    ctx.delete(versionsTable, row);
  }
}

/** The id of the timer of a rotation under way. */
export function rotationTimer(arn: string): string {
  return `${arn}|rotation`;
}

/** The id of the timer of a secret's next rotation. */
export function windowTimer(arn: string): string {
  return `${arn}|window`;
}

/** The id of the timer that deletes a secret. */
export function deletionTimer(arn: string): string {
  return `${arn}|deletion`;
}
