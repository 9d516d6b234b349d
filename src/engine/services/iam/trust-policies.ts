import { invalidPrincipal, type NamedPolicy } from '../../iam/index';
import type { Context } from '../../operation';
import type { Reader } from '../../tables';
import { malformedPolicyDocument } from './errors';
import { checkDocument, checkSize } from './policy-documents';
import { principalIdsIn, withPrincipalIds } from './principal-ids';
import type { RoleRecord } from './state';

/** The members of a role that a trust policy makes. */
type Trust = Pick<RoleRecord, 'trustPolicy' | 'trustedIds'>;

/**
 * Checks a document that is to say who may assume a role. Throws MalformedPolicyDocument also
 * where it names a user or role that does not exist.
 */
export function trust(ctx: Context, document: string): Trust {
  const policy = checkDocument(document, 'trust');
  checkSize(document, 'trust');
  const trustedIds = principalIdsIn(ctx, policy, (entry, where) =>
    malformedPolicyDocument(invalidPrincipal('trust', entry, where).message),
  );
  return { trustPolicy: { name: 'trust policy', document }, trustedIds };
}

/**
 * Who may assume a role as things stand: a user or role that was deleted stays in the policy as
 * its unique id, which nobody has any more, even where another one has taken its name.
 * Source: IAM User Guide, "AWS JSON policy elements: Principal".
 */
export function trustPolicyOf(
  reader: Reader,
  { trustPolicy, trustedIds }: Pick<RoleRecord, keyof Trust>,
): NamedPolicy {
  return withPrincipalIds(reader, trustPolicy, trustedIds);
}
