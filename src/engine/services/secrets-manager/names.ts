import { formatArn, parseArn } from '../../arn';
import type { Context } from '../../operation';
import { randomText } from './random-text';
import { invalidName } from './errors';

const wellFormed = /^[\w/+=.@!-]+$/;
const suffix = /-[A-Za-z0-9]{6}$/;
const suffixLength = 7;

/** A secret as a request names it: by name, by ARN, or by an ARN without its six last characters. */
export interface SecretReference {
  readonly text: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** Set where the request gave a whole ARN, which only the secret that has it answers to. */
  readonly arn?: string;
}

/** Throws ValidationException for a name with characters that no secret's may have. */
export function checkName(name: string): void {
  if (!wellFormed.test(name)) throw invalidName();
}

/** A new secret's ARN: six random characters make it another than that of a secret before it. */
export function newSecretArn(
  ctx: Pick<Context, 'region' | 'random'>,
  account: string,
  name: string,
) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  return secretArn(ctx.region, account, `${name}-${randomText(ctx.random, alphabet, 6)}`);
}

/** The ARN of a secret; `resource` is its name with what comes after. */
export function secretArn(region: string, account: string, resource: string): string {
  return formatArn('secretsmanager', region, account, `secret:${resource}`);
}

/** The same secret's ARN in another Region. */
export function arnIn(region: string, arn: string): string {
  const { account = '', resource = '' } = parseArn(arn) ?? {};
  return formatArn('secretsmanager', region, account, resource);
}

/**
 * Reads a SecretId. Source: Secrets Manager API Reference, GetSecretValue, `SecretId`: a name that
 * ends in a hyphen and six characters is not found by a partial ARN, which then looks like a whole one.
 */
export function readReference(
  text: string,
  { region, caller }: Pick<Context, 'region' | 'caller'>,
): SecretReference {
  const arn = parseArn(text);
  if (arn === undefined || arn.service !== 'secretsmanager' || !/^secret:/.test(arn.resource)) {
    checkName(text);
    return { text, name: text, account: caller.account, region };
  }
  const resource = arn.resource.slice('secret:'.length);
  const isWhole = suffix.test(resource);
  const name = isWhole ? resource.slice(0, -suffixLength) : resource;
  checkName(name);
  const where = { text, name, account: arn.account, region: arn.region };
  return isWhole ? { ...where, arn: text } : where;
}
