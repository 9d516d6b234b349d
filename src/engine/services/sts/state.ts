import type { Session } from '../../operation';
import { table } from '../../tables';

/** Who bears temporary credentials. */
export type Bearer =
  | { readonly type: 'Root' }
  | { readonly type: 'User'; readonly UserName: string; readonly UserId: string }
  | {
      readonly type: 'AssumedRole';
      readonly RoleName: string;
      readonly RoleId: string;
      readonly sessionName: string;
    }
  | {
      readonly type: 'FederatedUser';
      readonly name: string;
      /** The user who federated; null where the root user did. */
      readonly issuer: { readonly UserName: string; readonly UserId: string } | null;
    };

/** Temporary credentials. They are forgotten once they have expired. */
export interface SessionRecord extends Session {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken: string;
  readonly account: string;
  readonly bearer: Bearer;
}

/** What AWS STS seals its tokens and messages with, so that nobody else can make one. */
export interface StsSecretRecord {
  readonly secret: Uint8Array<ArrayBuffer>;
}

/** Live sessions by access key id. */
export const sessionsTable = table<SessionRecord>('sts.sessions');
/** The one secret of AWS STS. */
export const stsSecretTable = table<StsSecretRecord>('sts.secret');

/** The key of the secret in its table. */
export const stsSecretKey = 'world';

/** The length of the secret in bytes. */
export const stsSecretLength = 32;
