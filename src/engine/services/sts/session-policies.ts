import type { PolicyDescriptorType } from '@aws-sdk/client-sts';
import { parseArn } from '../../arn';
import { PolicySyntaxError, policySize, policySizeLimits, validatePolicy } from '../../iam/index';
import type { Session } from '../../operation';
import type { Reader } from '../../tables';
import { inForce } from '../iam/identity-policies';
import { findManagedPolicy } from '../iam/managed-policy-lookup';
import { malformedPolicy, noSuchPolicy, packedPolicyTooLarge } from './errors';

/** Session policies as a session keeps them, and how full they make its token. */
export interface SessionPolicies extends Pick<Session, 'policy' | 'policyArns'> {
  /** Percent of what fits; undefined where there are none. */
  readonly size?: number;
}

/**
 * Checks the session policies of a request to a session in `account`. AWS also packs policies and
 * tags by a method it does not publish; here only the documented limit of their plain text counts.
 * Source: AWS STS API Reference, AssumeRole.
 */
export function sessionPolicies(
  reader: Reader,
  account: string,
  policy: string | undefined,
  descriptors: readonly PolicyDescriptorType[] = [],
): SessionPolicies {
  if (policy !== undefined) checkPolicy(policy);
  const policyArns = descriptors.map(({ arn = '' }) => arn);
  const managed = policyArns.map((arn) => managedPolicy(reader, account, arn));
  const documents = policy === undefined ? managed : [policy, ...managed];
  if (documents.length === 0) return { policyArns };
  const limit = policySizeLimits.session;
  const size = Math.ceil((policySize(documents, limit) * 100) / limit.characters);
  if (size > 100) throw packedPolicyTooLarge(size);
  return { ...(policy === undefined ? {} : { policy }), policyArns, size };
}

function checkPolicy(policy: string): void {
  try {
    validatePolicy(policy, 'session');
  } catch (error) {
    if (error instanceof PolicySyntaxError) throw malformedPolicy(error.message);
    throw error;
  }
}

/** The document of a managed policy of the session's account or of AWS. */
function managedPolicy(reader: Reader, account: string, arn: string): string {
  const policy = findManagedPolicy(reader, arn);
  const owner = parseArn(arn)?.account;
  if (policy === undefined || (owner !== account && owner !== 'aws')) throw noSuchPolicy(arn);
  return inForce(policy).document;
}
