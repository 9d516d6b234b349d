import { parseArn } from '../../arn';
import { AwsError } from '../../errors';
import type { Context } from '../../operation';
import { unlessRefused } from '../../refusals';
import { crossAccountRole, roleNotAssumable } from './errors';
import { functionArn, type EnvironmentRecord, type VersionRecord } from './state';

type Runs = Pick<VersionRecord, 'account' | 'region' | 'FunctionName' | 'Role'>;

/** What a function signs with, and until when (ms). */
export type RoleCredentials = Pick<EnvironmentRecord, 'credentials' | 'expiresAt'>;

/**
 * Assumes a function's execution role, in Lambda's own name. Throws InvalidParameterValueException
 * where the role's trust policy does not let Lambda, or the role is not there.
 */
export async function assumeRole(ctx: Context, runs: Runs): Promise<RoleCredentials> {
  if (parseArn(runs.Role)?.account !== runs.account) throw crossAccountRole();
  const answer = await unlessRefused(
    ctx.call(
      'sts',
      'AssumeRole',
      // The name of a session has two characters at least, that of a function one.
      { RoleArn: runs.Role, RoleSessionName: runs.FunctionName.padEnd(2, '-') },
      { as: 'service', source: { arn: functionArn(runs), account: runs.account } },
    ),
  );
  if (answer instanceof AwsError) throw roleNotAssumable();
  const { Credentials } = answer as Issued;
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials;
  return {
    credentials: {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
    },
    expiresAt: Expiration.getTime(),
  };
}

interface Issued {
  readonly Credentials: {
    readonly AccessKeyId: string;
    readonly SecretAccessKey: string;
    readonly SessionToken: string;
    readonly Expiration: Date;
  };
}
