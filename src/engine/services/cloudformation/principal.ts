import type { Caller, Context, SecretCredentials } from '../../operation';
import { stacks } from './errors';
import { roleSessionsTable, type StackRecord } from './state';

/** The name of the sessions by which AWS CloudFormation uses a service role. */
const RoleSessionName = 'AWSCloudFormation';

interface Issued {
  readonly Credentials: {
    readonly AccessKeyId: string;
    readonly SecretAccessKey: string;
    readonly SessionToken: string;
    readonly Expiration: Date;
  };
}

/**
 * In whose name a stack's work is done: that of its service role, which AWS CloudFormation assumes,
 * else that of whoever asked for the operation, as whose forwarded access it goes on. Rejects with
 * ValidationError where the role cannot be assumed. Source: AWS CloudFormation User Guide, "AWS
 * CloudFormation service role".
 */
export async function principalOf(
  ctx: Context,
  { StackId, RoleARN: RoleArn, principal }: Pick<StackRecord, 'StackId' | 'RoleARN' | 'principal'>,
): Promise<Caller | SecretCredentials> {
  if (RoleArn === undefined) return principal;
  const held = ctx.get(roleSessionsTable, StackId);
  if (held !== undefined && held.expiresAt > ctx.now) return held;
  try {
    const input = { RoleArn, RoleSessionName };
    const answer = await ctx.call('sts', 'AssumeRole', input, { as: 'service' });
    const { Credentials } = answer as Issued;
    const session = {
      accessKeyId: Credentials.AccessKeyId,
      secretAccessKey: Credentials.SecretAccessKey,
      sessionToken: Credentials.SessionToken,
      expiresAt: Credentials.Expiration.getTime(),
    };
    ctx.put(roleSessionsTable, StackId, session);
    return session;
  } catch {
    throw stacks.roleNotAssumable(RoleArn);
  }
}

/** How a stack asks other services. */
export type StackCall = <Output>(
  service: string,
  operation: string,
  input: object,
  region?: string,
) => Promise<Output>;

/** Requests in the name of a stack's principal; what they make gets these tags of AWS's own. */
export function callAs(
  ctx: Context,
  as: Caller | SecretCredentials,
  systemTags?: Readonly<Record<string, string>>,
): StackCall {
  return async <Output>(service: string, operation: string, input: object, region = ctx.region) =>
    (await ctx.call(service, operation, input, { as, region, systemTags })) as Output;
}
