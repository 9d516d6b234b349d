import type {
  ConditionExplanation,
  ElementExplanation,
  Evaluation,
  PolicyExplanation,
  PolicyType,
  StatementExplanation,
} from '../../engine/iam/index';

/** What a node says to the request: allows or denies it, fits it or not, or nothing. */
export type Verdict = 'allows' | 'denies' | 'fits' | 'fails' | 'silent';

/** A node of the evaluation: the request, a kind of policy, a policy, a statement, or a part of one. */
export interface DecisionNode {
  readonly kind: 'request' | 'type' | 'policy' | 'statement' | 'part' | 'more';
  readonly label: string;
  readonly verdict: Verdict;
  /** Whether the decision came this way. */
  readonly lit: boolean;
  readonly children: readonly DecisionNode[];
}

/** The kinds of policy in the order in which they are looked at, with short names. */
const order: readonly (readonly [PolicyType, string])[] = [
  ['resource control policy', 'Resource control policies'],
  ['service control policy', 'Service control policies'],
  ['VPC endpoint policy', 'VPC endpoint policy'],
  ['resource-based policy', 'Resource-based policy'],
  ['role trust policy', 'Role trust policy'],
  ['permissions boundary', 'Permissions boundary'],
  ['session policy', 'Session policies'],
  ['identity-based policy', 'Identity-based policies'],
];

/** Kinds that only limit: where there is none, nothing is limited. */
const limits: ReadonlySet<PolicyType> = new Set<PolicyType>([
  ...(['resource control policy', 'service control policy', 'VPC endpoint policy'] as const),
  ...(['permissions boundary', 'session policy', 'role trust policy'] as const),
]);

/** An evaluation as a tree. Kinds of policy that are absent and only limit are left out. */
export function decisionTree(evaluation: Evaluation): DecisionNode {
  const { request, allowed, decision, policies, reason } = evaluation;
  const types = order.flatMap(([type, title]) => {
    const ofType = policies.filter((policy) => policy.type === type);
    if (ofType.length > 0) return [typeNode(evaluation, type, title, ofType)];
    const isMissing = reason.rule === 'nothing allows' && reason.type === type;
    if (limits.has(type) && !isMissing) return [];
    if (type === 'resource-based policy' && !isMissing) return [];
    return [leaf('type', `${title}: none`, 'silent', isMissing)];
  });
  const outcome = allowed
    ? 'is allowed'
    : decision === 'ExplicitDeny'
      ? 'is explicitly denied'
      : 'is implicitly denied';
  return {
    kind: 'request',
    label: `${request.action} ${outcome}`,
    verdict: allowed ? 'allows' : 'denies',
    lit: true,
    children: [...types, ...grantNodes(evaluation)],
  };
}

function leaf(
  kind: DecisionNode['kind'],
  label: string,
  verdict: Verdict,
  lit: boolean,
): DecisionNode {
  return { kind, label, verdict, lit, children: [] };
}

function grantNodes({ given: { grant }, reason }: Evaluation): DecisionNode[] {
  if (grant === undefined) return [];
  return [leaf('type', `Grant ${grant.id}`, 'allows', reason.rule === 'grant allows')];
}

function typeNode(
  evaluation: Evaluation,
  type: PolicyType,
  title: string,
  policies: readonly PolicyExplanation[],
): DecisionNode {
  const { reason } = evaluation;
  const children = policies.map((policy) => policyNode(evaluation, policy));
  const missing = reason.rule === 'nothing allows' && reason.type === type;
  const verdict = policies.some(({ says }) => says === 'Deny')
    ? 'denies'
    : allowsAtEachLevel(policies)
      ? 'allows'
      : 'silent';
  return { kind: 'type', label: title, verdict, lit: missing || hasLit(children), children };
}

/** Of an organization's policies one must allow at each level. */
function allowsAtEachLevel(policies: readonly PolicyExplanation[]): boolean {
  const levels = [...new Set(policies.map(({ level }) => level))];
  return levels.every((level) =>
    policies.some((policy) => policy.level === level && policy.says === 'Allow'),
  );
}

const hasLit = (nodes: readonly DecisionNode[]) => nodes.some(({ lit }) => lit);

function policyNode(evaluation: Evaluation, policy: PolicyExplanation): DecisionNode {
  const { name, level, says, statements } = policy;
  const decided = decidedBy(evaluation, policy);
  const nodes = statements.map((statement) =>
    statementNode(statement, decided === statement.index),
  );
  const near = nodes.filter(({ lit }, i) => lit || isNear(statements[i]!));
  const others = nodes.length - near.length;
  const more =
    others === 0 ? [] : [leaf('more', `${others} more about other actions`, 'silent', false)];
  return {
    kind: 'policy',
    label: level === null ? name : `${name}, level ${level}`,
    verdict: says === 'Allow' ? 'allows' : says === 'Deny' ? 'denies' : 'silent',
    lit: hasLit(nodes),
    children: [...near, ...more],
  };
}

/** Statements about the action are worth reading; of the others there may be hundreds. */
const isNear = ({ action }: StatementExplanation) => action.matched;

/** The statement of a policy on which the decision rests, if it rests on that policy. */
function decidedBy({ reason }: Evaluation, policy: PolicyExplanation): number | undefined {
  const references = [
    'by' in reason ? reason.by : undefined,
    'identity' in reason ? (reason.identity ?? undefined) : undefined,
  ];
  return references.find(
    (by) => by?.type === policy.type && by.policy === policy.name && by.arn === policy.arn,
  )?.statement;
}

function statementNode(statement: StatementExplanation, lit: boolean): DecisionNode {
  const { index, sid, effect, matched, principal, action, resource, conditions } = statement;
  const parts = [principal, action, resource].filter((part) => part !== null);
  // What fits need not be read, except where it decides.
  const shown = lit ? parts : parts.filter((part) => !part.matched);
  const name = sid === null || sid === '' ? `Statement ${index + 1}` : sid;
  return {
    kind: 'statement',
    label: `${name}: ${effect}${matched ? '' : ', does not apply'}`,
    verdict: matched ? (effect === 'Allow' ? 'allows' : 'denies') : 'silent',
    lit,
    children: [
      ...shown.map((part) => partNode(part, lit)),
      ...conditions.map((condition) => conditionNode(condition, lit)),
    ],
  };
}

function partNode({ element, values, matched }: ElementExplanation, lit: boolean): DecisionNode {
  const label = values === null ? `${element} is not given` : `${element} ${values.join(', ')}`;
  return leaf('part', label, matched ? 'fits' : 'fails', lit && matched);
}

function conditionNode(condition: ConditionExplanation, lit: boolean): DecisionNode {
  const { operator, key, values, actual, matched } = condition;
  const has = actual === null ? 'no such key' : [actual].flat().join(', ');
  const label = `${operator} ${key} ${values.join(', ')}; the request has ${has}`;
  return leaf('part', label, matched ? 'fits' : 'fails', lit && matched);
}
