import { compileCondition, explainCondition, type Condition } from './conditions';
import type { ConditionExplanation } from './conditions';
import type { ElementExplanation, PrincipalExplanation, StatementExplanation } from './evaluation';
import type { ListElement, PolicyKind, PrincipalElement, Statement } from './parse';
import { compilePrincipals, isExempt, matchPrincipal, type PrincipalEntry } from './principals';
import type { AuthorizationRequest } from './request';
import {
  resourceText,
  textMatcher,
  wildcardText,
  type TextMatcher,
  type Version,
} from './text-matcher';

/**
 * An element compiled to matchers. Its explanations depend only on which value fits, so they are
 * made once and shared by all evaluations.
 */
interface CompiledElement {
  readonly matchers: readonly TextMatcher[];
  readonly fitting: readonly ElementExplanation[];
  readonly notFitting: ElementExplanation;
}

interface CompiledPrincipals {
  /** Null where the statement lacks the element, and so applies to nobody. */
  readonly entries: readonly PrincipalEntry[] | null;
  readonly negated: boolean;
  readonly values: readonly string[] | null;
}

/** Policies on principals leave the principal out; all others must name it. */
const principalKinds: ReadonlySet<PolicyKind> = new Set([
  ...(['resource', 'key', 'trust', 'endpoint', 'rcp'] as const),
]);

/** A statement ready to be tested against requests. */
export interface CompiledStatement {
  readonly source: Statement;
  readonly index: number;
  /** Null where the kind of policy has no principals. */
  readonly principals: CompiledPrincipals | null;
  readonly action: CompiledElement;
  readonly resource: CompiledElement | null;
  readonly conditions: readonly Condition[];
}

/** Compiles a statement of a policy of the given kind. */
export function compileStatement(
  source: Statement,
  index: number,
  kind: PolicyKind,
  version: Version,
): CompiledStatement {
  return {
    source,
    index,
    principals: principalKinds.has(kind) ? principalsOf(source.principal) : null,
    action: compileElement('Action', source.action, (value) =>
      // Actions know no variables, in no version.
      textMatcher(value.toLowerCase(), '2008-10-17', wildcardText),
    ),
    resource:
      kind === 'trust'
        ? null
        : compileElement('Resource', source.resource, (value) =>
            textMatcher(value, version, resourceText),
          ),
    conditions: source.conditions.map((condition) => compileCondition(condition, version)),
  };
}

function principalsOf(element: PrincipalElement | null): CompiledPrincipals {
  if (element === null) return { entries: null, negated: false, values: null };
  const entries = compilePrincipals(element);
  return { entries, negated: element.negated, values: entries.map(({ value }) => value) };
}

/**
 * A statement without the element applies to nothing: AWS KMS accepts such key policies.
 * Source: AWS KMS Developer Guide, "Elements in a key policy".
 */
function compileElement(
  name: 'Action' | 'Resource',
  list: ListElement | null,
  compile: (value: string) => TextMatcher,
): CompiledElement {
  const element = list?.negated === true ? `Not${name}` : name;
  const negated = list?.negated ?? false;
  const values = list?.values ?? null;
  return {
    matchers: values?.map(compile) ?? [],
    fitting: values?.map((fits) => ({ element, values, fits, matched: !negated })) ?? [],
    notFitting: { element, values, fits: null, matched: negated },
  };
}

function explainElement(
  { matchers, fitting, notFitting }: CompiledElement,
  text: string,
  request: AuthorizationRequest,
): ElementExplanation {
  for (let i = 0; i < matchers.length; i += 1) {
    if (matchers[i]!(text, request)) return fitting[i]!;
  }
  return notFitting;
}

/** What a statement is tested against, with what all statements would otherwise compute again. */
export interface Subject {
  readonly request: AuthorizationRequest;
  /** Action names are case-insensitive. */
  readonly lowerAction: string;
  readonly hasBoundary: boolean;
}

const noConditions: readonly ConditionExplanation[] = [];

/** Tests every part of a statement, whether or not an earlier part already failed. */
export function explainStatement(
  statement: CompiledStatement,
  subject: Subject,
): StatementExplanation {
  const { source } = statement;
  const { request } = subject;
  const principal =
    statement.principals === null
      ? null
      : explainPrincipal(source.effect, statement.principals, subject);
  const action = explainElement(statement.action, subject.lowerAction, request);
  const resource =
    statement.resource === null
      ? null
      : explainElement(statement.resource, request.resource, request);
  const conditions =
    statement.conditions.length === 0
      ? noConditions
      : statement.conditions.map((condition) => explainCondition(condition, request));
  return {
    index: statement.index,
    sid: source.sid,
    effect: source.effect,
    matched:
      action.matched &&
      resource?.matched !== false &&
      principal?.matched !== false &&
      conditions.every(({ matched }) => matched),
    principal,
    action,
    resource,
    conditions,
  };
}

function explainPrincipal(
  effect: Statement['effect'],
  { entries, negated, values }: CompiledPrincipals,
  { request, hasBoundary }: Subject,
): PrincipalExplanation {
  const match = entries === null ? null : matchPrincipal(entries, request.principal);
  const fits = match?.value ?? null;
  if (entries === null || !negated) {
    const namedAs = match?.namedAs ?? null;
    return { element: 'Principal', values, fits, namedAs, matched: match !== null };
  }
  // NotPrincipal works with Deny only, and denies whoever has a permissions boundary, named or
  // not. Source: IAM User Guide, "AWS JSON policy elements: NotPrincipal".
  const matched = effect === 'Deny' && (hasBoundary || !isExempt(entries, request.principal));
  return { element: 'NotPrincipal', values, fits, namedAs: null, matched };
}
