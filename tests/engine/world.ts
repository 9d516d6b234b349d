import { Engine } from '../../src/engine/engine';
import type { AwsError } from '../../src/engine/errors';
import type { Credentials, SecretCredentials, Service } from '../../src/engine/operation';
import { services } from '../../src/engine/services/index';
import { adminCredentials, createWorld, type WorldOptions } from '../../src/engine/world';

/** 2026-11-23T12:00:00Z, the time at which test worlds begin. */
export const start = Date.UTC(2026, 10, 23, 12);

/**
 * A world to test in: an engine, its administrator, and a short way to send requests. Its clock
 * stands, so that any number of requests come at once: request quotas are lifted unless asked for.
 * `more` are services beside those of the model.
 */
export function testWorld(
  seed: number | null = null,
  accounts?: readonly string[],
  options: Partial<WorldOptions> = {},
  more: readonly Service[] = [],
) {
  const several = accounts === undefined ? {} : { accounts };
  const requestQuotas = 'lifted';
  const tables = createWorld({ now: start, seed, requestQuotas, ...several, ...options });
  const engine = new Engine(tables, [...services, ...more]);
  const admin = adminCredentials(engine.tables);

  /** Sends a request as the administrator (or `credentials`) and returns its output. */
  async function send<Output = Record<string, unknown>>(
    service: string,
    operation: string,
    input: object = {},
    options: { region?: string; credentials?: Credentials } = {},
  ): Promise<Output> {
    const { region = 'us-east-1', credentials = admin } = options;
    const reply = await engine.send({ service, operation, input, region, credentials });
    return reply.output as Output;
  }

  const kms = <Output = Record<string, unknown>>(
    operation: string,
    input?: object,
    options?: { region?: string; credentials?: Credentials },
  ) => send<Output>('kms', operation, input, options);

  /** A user with one inline policy (none when `statements` is empty), as credentials. */
  async function user(name: string, ...statements: object[]): Promise<SecretCredentials> {
    await send('iam', 'CreateUser', { UserName: name });
    if (statements.length > 0) {
      await send('iam', 'PutUserPolicy', {
        UserName: name,
        PolicyName: 'test',
        PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
      });
    }
    const { AccessKey } = await send<{
      AccessKey: { AccessKeyId: string; SecretAccessKey: string };
    }>('iam', 'CreateAccessKey', { UserName: name });
    return { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey };
  }

  /** The role's temporary credentials, as the administrator (or `credentials`) gets them. */
  async function assume(
    RoleArn: string,
    input: object = {},
    options?: { credentials?: Credentials },
  ): Promise<SecretCredentials> {
    const assumed = { RoleArn, RoleSessionName: 'test', ...input };
    const { Credentials } = await send<Issued>('sts', 'AssumeRole', assumed, options);
    return credentialsOf(Credentials);
  }

  /** A symmetric key; returns its metadata. */
  async function createKey(input: object = {}, options?: { region?: string }) {
    const { KeyMetadata } = await kms<{ KeyMetadata: { Arn: string; KeyId: string } }>(
      'CreateKey',
      input,
      options,
    );
    return KeyMetadata;
  }

  return { engine, admin, send, kms, user, assume, createKey };
}

interface Issued {
  readonly Credentials: TemporaryCredentials;
}

/** Temporary credentials as AWS STS answers them. */
export interface TemporaryCredentials {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken: string;
  readonly Expiration: Date;
}

/** Temporary credentials as a client signs with them. */
export function credentialsOf(given: TemporaryCredentials): SecretCredentials {
  const { AccessKeyId, SecretAccessKey, SessionToken } = given;
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
}

/** The AWS error with which a promise is refused; anything else fails the test. */
export async function refusal(promise: Promise<unknown>): Promise<AwsError> {
  try {
    await promise;
  } catch (error) {
    if ((error as AwsError).name === 'AwsError') return error as AwsError;
    throw error;
  }
  throw new Error('the request was not refused');
}

/** `code: message` of a refusal, in one line. */
export async function refusalText(promise: Promise<unknown>): Promise<string> {
  const { code, message } = await refusal(promise);
  return `${code}: ${message}`;
}

/** Text as bytes. */
export const utf8 = (text: string) => new TextEncoder().encode(text);
