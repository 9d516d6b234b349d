import type { Random } from '../../random';
import type { Transaction } from '../../tables';
import { fullAccess } from './aws-managed-policies';
import {
  keyIn,
  membersTable,
  organizationsTable,
  unitsTable,
  type Attached,
  type MemberRecord,
  type OrganizationRecord,
  type PolicyType,
} from './state';

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** A random ID as AWS Organizations gives them: a prefix, then lower-case letters and digits. */
export function organizationsId(prefix: string, length: number, random: Random): string {
  let id = prefix;
  for (const byte of random.bytes(length)) id += alphabet[byte % alphabet.length];
  return id;
}

/** What is attached to a root, OU or account from the start, for the types that are enabled. */
export function fullAccessFor(enabled: readonly PolicyType[]): Attached {
  return Object.fromEntries(enabled.map((type) => [type, [fullAccess[type].Id]]));
}

/** Writes the records of a new organization: itself, its root, and its management account. */
export function foundOrganization(
  tx: Pick<Transaction, 'put'>,
  random: Random,
  now: number,
  founder: Pick<
    OrganizationRecord,
    'managementAccount' | 'managementEmail' | 'FeatureSet' | 'enabledPolicyTypes'
  > & { readonly name: string },
): OrganizationRecord {
  const { name, ...rest } = founder;
  const organization = {
    ...rest,
    Id: organizationsId('o-', 10, random),
    rootId: organizationsId('r-', 4, random),
  };
  const { Id, rootId, managementAccount, managementEmail, enabledPolicyTypes } = organization;
  tx.put(organizationsTable, Id, organization);
  tx.put(unitsTable, keyIn(Id, rootId), {
    ...{ Id: rootId, organization: Id, parent: null, Name: 'Root' },
    attached: fullAccessFor(enabledPolicyTypes),
  });
  addMember(tx, organization, {
    ...{ Id: managementAccount, Name: name, Email: managementEmail },
    ...{ JoinedMethod: 'INVITED', JoinedTimestamp: now },
  });
  return organization;
}

/** Writes the record of an account that has joined, in the root and with full access. */
export function addMember(
  tx: Pick<Transaction, 'put'>,
  { Id: organization, rootId: parent, enabledPolicyTypes }: OrganizationRecord,
  member: Pick<MemberRecord, 'Id' | 'Name' | 'Email' | 'JoinedMethod' | 'JoinedTimestamp'>,
): void {
  const attached = fullAccessFor(enabledPolicyTypes);
  tx.put(membersTable, member.Id, { ...member, organization, parent, attached });
}
