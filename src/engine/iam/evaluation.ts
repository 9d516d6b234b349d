import type { ConditionExplanation } from './conditions';
import type { NamedAs } from './principals';
import type { AuthorizationRequest, Policies } from './request';

/** The kinds of policy that AWS tells apart when it says which one denied. */
export type PolicyType =
  | 'resource control policy'
  | 'service control policy'
  | 'VPC endpoint policy'
  | 'resource-based policy'
  | 'role trust policy'
  | 'identity-based policy'
  | 'permissions boundary'
  | 'session policy';

/** Why one element of a statement fits the request or not. */
export interface ElementExplanation {
  /** As written: `Action`, `NotAction`, `Resource`, `NotResource`. */
  readonly element: string;
  /** The element's values as written; null where the statement lacks the element. */
  readonly values: readonly string[] | null;
  /** The value that fits the request; null where none does. Under `Not...` a fit is no match. */
  readonly fits: string | null;
  readonly matched: boolean;
}

/** The same for `Principal` and `NotPrincipal`, with what a value names of the caller. */
export interface PrincipalExplanation extends ElementExplanation {
  readonly namedAs: NamedAs | null;
}

/** One statement of a policy against one request: it applies when every part matches. */
export interface StatementExplanation {
  /** Place in the document, from 0. */
  readonly index: number;
  readonly sid: string | null;
  readonly effect: 'Allow' | 'Deny';
  readonly matched: boolean;
  /** Null where the kind of policy has no principals. */
  readonly principal: PrincipalExplanation | null;
  readonly action: ElementExplanation;
  /** Null in a role trust policy, whose resource is the role. */
  readonly resource: ElementExplanation | null;
  readonly conditions: readonly ConditionExplanation[];
}

/** What one policy says to one request, and why. */
export interface PolicyExplanation {
  readonly type: PolicyType;
  readonly name: string;
  readonly arn: string | null;
  /** Place of an organization's policy between root (0) and account; null for other policies. */
  readonly level: number | null;
  /** `None`: no statement applies. */
  readonly says: 'Allow' | 'Deny' | 'None';
  /** Index of the statement behind `says`; null for `None`. */
  readonly statement: number | null;
  /** What the policy's Allow names of the caller; null where it has no principals. */
  readonly namedAs: NamedAs | null;
  readonly statements: readonly StatementExplanation[];
}

/** A statement that had its part in a decision. */
export interface StatementReference {
  readonly type: PolicyType;
  readonly policy: string;
  readonly arn: string | null;
  readonly statement: number;
  readonly sid: string | null;
}

/** The rule by which a request was decided. */
export type Reason =
  /** A statement with Effect Deny applies: nothing outweighs it. */
  | { readonly rule: 'explicit deny'; readonly by: StatementReference }
  /** No policy of a type that must allow the request does so. */
  | { readonly rule: 'nothing allows'; readonly type: PolicyType }
  /** The resource's policy names the caller, which is enough within an account. */
  | { readonly rule: 'resource allows'; readonly by: StatementReference }
  /** An identity-based policy allows, and what limits it does too. */
  | { readonly rule: 'identity allows'; readonly by: StatementReference }
  /** The resource's policy lets the account delegate, and an identity-based policy does. */
  | {
      readonly rule: 'account delegates';
      readonly by: StatementReference;
      readonly identity: StatementReference | null;
    }
  /** Different accounts, and both sides allow. */
  | {
      readonly rule: 'both accounts allow';
      readonly by: StatementReference;
      readonly identity: StatementReference | null;
    }
  /** The root user may do in its account whatever nothing forbids. */
  | { readonly rule: 'root user' }
  /** A KMS grant allows. */
  | { readonly rule: 'grant allows'; readonly grantId: string };

/** The answer to an authorization request, with everything that was looked at. Plain JSON. */
export interface Evaluation {
  readonly allowed: boolean;
  readonly decision: 'Allow' | 'ExplicitDeny' | 'ImplicitDeny';
  readonly reason: Reason;
  readonly policies: readonly PolicyExplanation[];
  readonly request: AuthorizationRequest;
  /** The documents behind the explanations: what to ask again with, changed. */
  readonly given: Policies;
}
