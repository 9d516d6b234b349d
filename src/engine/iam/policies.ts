import { compilePolicy } from './compile';
import type { PolicyExplanation, PolicyType, StatementReference } from './evaluation';
import type { PolicyKind } from './parse';
import { isNarrower } from './principals';
import type { NamedPolicy, Policies, ResourceRule } from './request';
import { explainStatement, type Subject } from './statements';

/** What all policies of a request say, in the order in which AWS looks for a reason to deny. */
export interface Explained {
  readonly rcps: readonly (readonly PolicyExplanation[])[] | undefined;
  readonly scps: readonly (readonly PolicyExplanation[])[] | undefined;
  readonly endpoint: PolicyExplanation | undefined;
  readonly resource: PolicyExplanation | undefined;
  readonly identity: readonly PolicyExplanation[];
  readonly boundary: PolicyExplanation | undefined;
  readonly session: readonly PolicyExplanation[] | undefined;
  /** All of them, in that order. */
  readonly all: readonly PolicyExplanation[];
}

/** Tests every statement of every policy. */
export function explainPolicies(subject: Subject, policies: Policies): Explained {
  const all: PolicyExplanation[] = [];
  const one = (type: PolicyType, kind: PolicyKind, named: NamedPolicy, level: number | null) => {
    const explanation = explainPolicy(subject, type, kind, named, level);
    all.push(explanation);
    return explanation;
  };
  const levels = (
    type: PolicyType,
    kind: PolicyKind,
    lists: readonly (readonly NamedPolicy[])[] | undefined,
  ) => lists?.map((list, level) => list.map((named) => one(type, kind, named, level)));
  const { endpoint, resource, boundary, session } = policies;
  const { type, kind } = resourcePolicyTypes[policies.resourceRule ?? 'standard'];
  return {
    rcps: levels('resource control policy', 'rcp', policies.rcps),
    scps: levels('service control policy', 'scp', policies.scps),
    endpoint: endpoint && one('VPC endpoint policy', 'endpoint', endpoint, null),
    resource: resource && one(type, kind, resource, null),
    identity: policies.identity.map((named) =>
      one('identity-based policy', 'identity', named, null),
    ),
    boundary: boundary && one('permissions boundary', 'boundary', boundary, null),
    session: session?.map((named) => one('session policy', 'session', named, null)),
    all,
  };
}

/** What the policy of a resource is called, and how it is read. */
const resourcePolicyTypes = {
  standard: { type: 'resource-based policy', kind: 'resource' },
  'kms-key': { type: 'resource-based policy', kind: 'key' },
  'role-trust': { type: 'role trust policy', kind: 'trust' },
} as const satisfies Record<ResourceRule, { type: PolicyType; kind: PolicyKind }>;

/** The type that AWS reports when the policy of the resource denies. */
export function resourcePolicyType({ resourceRule = 'standard' }: Policies): PolicyType {
  return resourcePolicyTypes[resourceRule].type;
}

function explainPolicy(
  subject: Subject,
  type: PolicyType,
  kind: PolicyKind,
  { name, arn, document }: NamedPolicy,
  level: number | null,
): PolicyExplanation {
  const compiled = compilePolicy(document, kind);
  const statements = new Array<PolicyExplanation['statements'][number]>(compiled.length);
  let says: PolicyExplanation['says'] = 'None';
  let statement: number | null = null;
  let namedAs: PolicyExplanation['namedAs'] = null;
  for (let i = 0; i < compiled.length; i += 1) {
    const explained = explainStatement(compiled[i]!, subject);
    statements[i] = explained;
    if (!explained.matched || says === 'Deny') continue;
    const names = explained.principal?.namedAs ?? null;
    // Of several Allow statements the one that names the caller most narrowly counts.
    if (explained.effect === 'Deny' || says === 'None' || isNarrower(names, namedAs)) {
      says = explained.effect;
      statement = i;
      namedAs = explained.effect === 'Deny' ? null : names;
    }
  }
  return { type, name, arn: arn ?? null, level, says, statement, namedAs, statements };
}

/** Points at the statement behind what a policy says. */
export function referenceTo(policy: PolicyExplanation): StatementReference {
  const { type, name, arn, statements } = policy;
  const statement = policy.statement ?? 0;
  return { type, policy: name, arn, statement, sid: statements[statement]?.sid ?? null };
}
