import { checkIdentityStatements, resourceRefusal } from './identity-rules';
import {
  parsePolicy,
  type ListElement,
  type ParsedPolicy,
  type PolicyKind,
  type PrincipalElement,
  type Statement,
} from './parse';
import { PolicySyntaxError } from './policy-syntax-error';
import { ruleTexts } from './policy-texts';

/**
 * Checks a document as AWS does before it stores one, and returns it read. `managed` is an
 * identity-based policy of its own, `identity` an inline one. Whether principals exist and the
 * document fits its size limit is the service's to check. Throws `PolicySyntaxError`.
 */
export function validatePolicy(document: string, kind: PolicyKind | 'managed'): ParsedPolicy {
  const policyKind = kind === 'managed' ? 'identity' : kind;
  const policy = parsePolicy(document, kind);
  const refusal =
    policyKind === 'identity' ? checkIdentityStatements(policy.statements) : undefined;
  checkSids(policy, policyKind);
  if (refusal !== undefined) {
    for (const [i, statement] of policy.statements.entries()) {
      checkPresence(statement, policyKind, `Statement[${i}]`);
    }
    throw refusal;
  }
  for (const [i, statement] of policy.statements.entries()) {
    checkStatement(statement, policyKind, `Statement[${i}]`);
  }
  return policy;
}

/** What AWS says of a principal that is malformed, or that does not exist. */
export function invalidPrincipal(
  kind: PolicyKind,
  entry: PrincipalElement['entries'][number],
  where: string,
): PolicySyntaxError {
  const { type, value } = entry;
  const text = ruleTexts[kind].principalInvalid(type, value);
  return new PolicySyntaxError(text, `"${value}" is no principal of type ${type}`, where);
}

function checkSids({ statements }: ParsedPolicy, kind: PolicyKind): void {
  const seen = new Set<string>();
  for (const [i, { sid }] of statements.entries()) {
    if (sid === null || sid === '') continue;
    const where = `Statement[${i}].Sid`;
    if (seen.has(sid)) {
      throw new PolicySyntaxError(ruleTexts[kind].sidRepeated, `"${sid}" occurs twice`, where);
    }
    seen.add(sid);
    // Key policies and bucket policies may have spaces in a Sid.
    if (onPrincipals.has(kind) && !/^[0-9A-Za-z]*$/.test(sid)) {
      const text =
        'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*';
      throw new PolicySyntaxError(text, `"${sid}" has other characters`, where);
    }
  }
}

/** Policies attached to principals, or to the account's principals: they name none. */
const onPrincipals: ReadonlySet<PolicyKind> = new Set<PolicyKind>([
  ...(['identity', 'boundary', 'session', 'scp'] as const),
]);

function checkPresence(statement: Statement, kind: PolicyKind, where: string): void {
  const texts = ruleTexts[kind];
  const { principal, action, effect } = statement;
  if (onPrincipals.has(kind)) {
    if (principal !== null) {
      const detail = 'this kind of policy names no principal';
      throw new PolicySyntaxError(texts.principalForbidden, detail, `${where}.Principal`);
    }
  } else if (principal === null) {
    const detail = 'says not whom it is about';
    throw new PolicySyntaxError(texts.principalMissing, detail, `${where}.Principal`);
  } else {
    checkPrincipal(principal, effect, kind, where);
  }
  if (kind === 'rcp') checkRcpStatement(statement, where);
  // AWS KMS stores statements without Action or Resource; they have no effect.
  if (isMissing(action) && kind !== 'key') {
    throw new PolicySyntaxError(texts.actionMissing, 'names no action', `${where}.Action`);
  }
}

function checkStatement(statement: Statement, kind: PolicyKind, where: string): void {
  const { action, resource } = statement;
  checkPresence(statement, kind, where);
  for (const value of action?.values ?? []) checkAction(value, kind, `${where}.Action`);
  if (kind === 'trust') {
    checkNoResource(resource, where);
    return;
  }
  if (isMissing(resource) && kind !== 'key') {
    const text = ruleTexts[kind].resourceMissing;
    throw new PolicySyntaxError(text, 'names no resource', `${where}.Resource`);
  }
  if (!onPrincipals.has(kind) || kind === 'identity') return;
  for (const value of resource?.values ?? []) checkResource(value, `${where}.Resource`);
}

/**
 * A customer's RCP only denies, and names the services it is about. That Allow is refused here does
 * not touch AWS's own RCPFullAWSAccess. Source: AWS Organizations User Guide, "RCP syntax".
 */
function checkRcpStatement({ effect, principal, action }: Statement, where: string): void {
  const refuse = (detail: string, element: string) =>
    new PolicySyntaxError(ruleTexts.rcp.actionMissing, detail, `${where}.${element}`);
  if (effect === 'Allow') throw refuse('an RCP can only deny', 'Effect');
  if (principal?.negated === true) throw refuse('an RCP has no NotPrincipal', 'NotPrincipal');
  if (action?.negated === true) throw refuse('an RCP has no NotAction', 'NotAction');
  if (action?.values.includes('*') === true) throw refuse('an RCP must name a service', 'Action');
}

const isMissing = (list: ListElement | null) => list === null || list.values.length === 0;

function checkPrincipal(
  element: PrincipalElement,
  effect: Statement['effect'],
  kind: PolicyKind,
  where: string,
): void {
  if (element.negated && effect === 'Allow') {
    const detail = 'NotPrincipal works with Deny only';
    throw new PolicySyntaxError(ruleTexts[kind].notPrincipalAllow, detail, where);
  }
  if (element.negated && kind === 'trust') {
    const text = 'AssumeRole policy must not contain NotPrincipal field.';
    throw new PolicySyntaxError(text, 'a trust policy names whom it trusts', where);
  }
  if (element.entries.length === 0) {
    throw new PolicySyntaxError(ruleTexts[kind].principalMissing, 'is empty', `${where}.Principal`);
  }
  for (const entry of element.entries) {
    const fits =
      kind === 'rcp' ? entry.value === '*' : principalForms[entry.type].test(entry.value);
    if (!fits) throw invalidPrincipal(kind, entry, `${where}.Principal`);
  }
}

// Source: IAM User Guide, "AWS JSON policy elements: Principal". No groups, no partial wildcards.
const principalForms: Readonly<Record<PrincipalElement['entries'][number]['type'], RegExp>> = {
  AWS: /^(?:\*|\d{12}|arn:aws[\w-]*:iam::\d{12}:(?:root|(?:user|role)\/[^*?]+)|arn:aws[\w-]*:sts::\d{12}:(?:assumed-role\/[^/*?]+\/[^/*?]+|federated-user\/[^*?]+)|A(?:IDA|ROA)[A-Z0-9]{12,})$/,
  Service: /^[\w-]+(?:\.[\w-]+)+$/,
  Federated: /^(?:arn:aws[\w-]*:iam::\d{12}:(?:oidc|saml)-provider\/[^*?]+|[\w-]+(?:\.[\w-]+)+)$/,
  CanonicalUser: /^[\da-f]{64}$/,
};

function checkAction(value: string, kind: PolicyKind, where: string): void {
  if (kind === 'key') return;
  const refuse = (text: string) => new PolicySyntaxError(text, `"${value}"`, where);
  if (kind === 'trust') {
    if (/^sts:/i.test(value)) return;
    throw refuse('AssumeRole policy may only specify STS AssumeRole actions.');
  }
  if (value === '*') return;
  const [vendor = '', ...rest] = value.split(':');
  if (rest.length === 0) {
    throw refuse('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
  }
  if (rest.length > 1) throw refuse('Actions/Condition can contain only one colon.');
  if (!/^[a-zA-Z0-9.-]+$/.test(vendor)) throw refuse(`Vendor ${vendor} is not valid`);
}

function checkNoResource(resource: ListElement | null, where: string): void {
  if (resource === null) return;
  const text = resource.negated
    ? 'AssumeRole policy must not contain resources.'
    : 'Has prohibited field Resource';
  const element = `${where}.${resource.negated ? 'NotResource' : 'Resource'}`;
  throw new PolicySyntaxError(text, 'the resource of a trust policy is its role', element);
}

function checkResource(value: string, where: string): void {
  if (value === '*') return;
  const refusal = resourceRefusal(value, where);
  if (refusal !== undefined) throw refusal;
}
