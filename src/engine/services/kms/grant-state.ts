import type { GrantConstraints, GrantOperation } from '@aws-sdk/client-kms';
import { table } from '../../tables';

/** A permission of one grantee on one key. Times in ms. */
export interface GrantRecord {
  /** 64 hexadecimal digits. */
  readonly GrantId: string;
  readonly keyArn: string;
  /** Empty where the grant was given none. */
  readonly Name: string;
  readonly CreationDate: number;
  /** The ARN of a principal, or the name of a service. */
  readonly grantee: string;
  readonly granteeType: 'principal' | 'service';
  readonly retiring?: string;
  readonly retiringType?: 'principal' | 'service';
  /** ARN of the account that created the grant: `arn:aws:iam::<account>:root`. */
  readonly IssuingAccount: string;
  readonly Operations: readonly GrantOperation[];
  readonly Constraints?: GrantConstraints;
}

/**
 * A grant as far as all of AWS KMS knows of it: from `from` on, and still until `until` when it has
 * been retired or revoked. Who has a grant token need not wait for `from`.
 */
export interface EffectiveGrant {
  readonly grant: GrantRecord;
  readonly from: number;
  readonly until?: number;
}

/** Grants by `key ARN|GrantId`. */
export const grantsTable = table<GrantRecord>('kms.grants');
/** What a permission check reads, by `key ARN|grantee|GrantId`. */
export const effectiveGrantsTable = table<EffectiveGrant>('kms.effective-grants');
/** The grant behind each grant token. A grant has as many tokens as it was asked for. */
export const grantTokensTable = table<{ readonly grant: string }>('kms.grant-tokens');

/** The key of a grant in its table. */
export function grantKey(keyArn: string, GrantId: string): string {
  return `${keyArn}|${GrantId}`;
}
