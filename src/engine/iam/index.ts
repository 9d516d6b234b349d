export { evaluate } from './evaluate';
export { resourceAccount } from './request';
export { denialMessage, unseenDenial } from './denial-message';
export type { ResourceWording } from './denial-message';
export { letsChangeKeyPolicy } from './lock-out';
export { parsePolicy } from './parse';
export { contextKeysIn } from './context-keys';
export { statementPositions, type Position } from './positions';
export { invalidPrincipal, validatePolicy } from './validate';
export { PolicySyntaxError } from './policy-syntax-error';
export { matchesCodes, wildcardCodes } from './wildcard';
export { policySize, policySizeLimits } from './size-limits';
export type {
  ElementExplanation,
  Evaluation,
  PolicyExplanation,
  PolicyType,
  PrincipalExplanation,
  Reason,
  StatementExplanation,
  StatementReference,
} from './evaluation';
export type { ConditionExplanation } from './conditions';
export type { NamedAs } from './principals';
export type { ParsedPolicy, PolicyKind, Statement } from './parse';
export type {
  AuthorizationRequest,
  Context,
  NamedPolicy,
  Policies,
  Principal,
  ResourceRule,
  Tags,
} from './request';
export type { SizeLimit } from './size-limits';
