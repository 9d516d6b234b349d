import type { GrantConstraints, GrantOperation } from '@aws-sdk/client-kms';
import { table } from '../../tables';

/** A principal of AWS as a grant names it. */
export interface GrantPrincipal {
  /** An ARN, or the name of a service: `dynamodb.us-east-1.amazonaws.com`. */
  readonly name: string;
  /** The unique id of a user or role (`AIDA...`, `AROA...`): a new one of the same name is another. */
  readonly id?: string;
  /** Whether the request named a service, by GranteeServicePrincipal or RetiringServicePrincipal. */
  readonly isService: boolean;
}

/** What a grant allows. */
export interface GrantTerms {
  readonly Operations: readonly GrantOperation[];
  readonly Constraints?: GrantConstraints;
}

/** A permission of one grantee on one key. Times in ms. */
export interface GrantRecord extends GrantTerms {
  /** 64 hexadecimal digits. */
  readonly GrantId: string;
  readonly keyArn: string;
  /** Empty where the grant was given none. */
  readonly Name: string;
  readonly CreationDate: number;
  readonly grantee: GrantPrincipal;
  readonly retiring?: GrantPrincipal;
  /** ARN of the account that created the grant: `arn:aws:iam::<account>:root`. */
  readonly IssuingAccount: string;
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
/** The grant behind each grant token, by token; the tokens of a grant begin alike. */
export const grantTokensTable = table<{ readonly grant: string }>('kms.grant-tokens');
/** Grants that have a name, by `key ARN|Name|GrantId`. */
export const grantNamesTable = table<{ readonly grant: string }>('kms.grant-names');
/** Grants by who may retire them: `Region|principal|key ARN|GrantId`. */
export const retirableGrantsTable = table<{ readonly grant: string }>('kms.retirable-grants');
/** How many grants a key has, by its ARN. */
export const grantCountsTable = table<{ readonly count: number }>('kms.grant-counts');

/** The key of a grant in its table. */
export function grantKey(keyArn: string, GrantId: string): string {
  return `${keyArn}|${GrantId}`;
}
