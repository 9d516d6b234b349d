import type { PolicyType } from './evaluation';
import type { PolicyKind } from './parse';
import type { NamedPolicy, Policies } from './request';

/** The place of one policy among those of a request. */
export interface PolicySlot {
  readonly type: PolicyType;
  /** As in its explanation: of an organization's policies, how far below the root. */
  readonly level: number | null;
  /** Among those of its type and level, from 0. */
  readonly index: number;
}

/** The policy in a slot; undefined where the request has none there. */
export function policyAt(policies: Policies, slot: PolicySlot): NamedPolicy | undefined {
  return listAt(policies, slot)[slot.index];
}

function listAt(policies: Policies, { type, level }: PolicySlot): readonly NamedPolicy[] {
  const only = (policy: NamedPolicy | undefined) => (policy === undefined ? [] : [policy]);
  switch (type) {
    case 'service control policy':
      return policies.scps?.[level ?? 0] ?? [];
    case 'resource control policy':
      return policies.rcps?.[level ?? 0] ?? [];
    case 'VPC endpoint policy':
      return only(policies.endpoint);
    case 'resource-based policy':
    case 'role trust policy':
      return only(policies.resource);
    case 'identity-based policy':
      return policies.identity;
    case 'permissions boundary':
      return only(policies.boundary);
    case 'session policy':
      return policies.session ?? [];
  }
}

/** The same policies with another one in a slot, or one more where the slot was empty. */
export function withPolicyAt(policies: Policies, slot: PolicySlot, policy: NamedPolicy): Policies {
  return withList(policies, slot, placed(listAt(policies, slot), slot.index, policy));
}

/** The same policies without the one in a slot. */
export function withoutPolicyAt(policies: Policies, slot: PolicySlot): Policies {
  return withList(policies, slot, listAt(policies, slot).toSpliced(slot.index, 1));
}

function withList(policies: Policies, slot: PolicySlot, list: readonly NamedPolicy[]): Policies {
  const [policy] = list;
  switch (slot.type) {
    case 'service control policy':
      return { ...policies, scps: placed(policies.scps ?? [], slot.level ?? 0, list) };
    case 'resource control policy':
      return { ...policies, rcps: placed(policies.rcps ?? [], slot.level ?? 0, list) };
    case 'VPC endpoint policy':
      return only(policies, 'endpoint', policy);
    case 'resource-based policy':
    case 'role trust policy':
      return only(policies, 'resource', policy);
    case 'identity-based policy':
      return { ...policies, identity: list };
    case 'permissions boundary':
      return only(policies, 'boundary', policy);
    case 'session policy':
      return { ...policies, session: list };
  }
}

function only(
  policies: Policies,
  name: 'endpoint' | 'resource' | 'boundary',
  policy: NamedPolicy | undefined,
): Policies {
  const { [name]: _, ...others } = policies;
  return policy === undefined ? others : { ...others, [name]: policy };
}

function placed<T>(list: readonly T[], index: number, item: T): readonly T[] {
  return [...list.slice(0, index), item, ...list.slice(index + 1)];
}

/** The slots of policies as they were explained, in that order. */
export function slotsOf(
  explained: readonly { readonly type: PolicyType; readonly level: number | null }[],
): readonly PolicySlot[] {
  const counts = new Map<string, number>();
  return explained.map(({ type, level }) => {
    const group = `${type} ${level}`;
    const index = counts.get(group) ?? 0;
    counts.set(group, index + 1);
    return { type, level, index };
  });
}

/** How the policy of a slot is read. */
export function kindAt({ type }: PolicySlot, { resourceRule }: Policies): PolicyKind {
  if (type === 'resource-based policy') return resourceRule === 'kms-key' ? 'key' : 'resource';
  return kinds[type];
}

const kinds: Readonly<Record<Exclude<PolicyType, 'resource-based policy'>, PolicyKind>> = {
  'resource control policy': 'rcp',
  'service control policy': 'scp',
  'VPC endpoint policy': 'endpoint',
  'role trust policy': 'trust',
  'identity-based policy': 'identity',
  'permissions boundary': 'boundary',
  'session policy': 'session',
};

/**
 * Whether a customer can change the policy: AWS's own managed policies stay as they are, and so do
 * the key policies of AWS managed keys, whose `Id` begins with `auto-`.
 */
export function isEditable({ arn = '', document }: NamedPolicy): boolean {
  if (/^arn:[^:]+:(?:iam|organizations)::aws:/.test(arn)) return false;
  return !/"Id"\s*:\s*"auto-/.test(document);
}
