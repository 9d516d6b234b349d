import type { PolicyKind } from './parse';

const iamTexts = { json: 'Syntax errors in policy.', grammar: 'Syntax errors in policy.' };
const organizationsText =
  'The provided policy document does not meet the requirements of the specified policy type.';

/** AWS's words for a document that is no JSON, and for one that does not follow the grammar. */
export const syntaxTexts: Readonly<
  Record<PolicyKind, { readonly json: string; readonly grammar: string }>
> = {
  identity: iamTexts,
  boundary: iamTexts,
  session: iamTexts,
  scp: { json: organizationsText, grammar: organizationsText },
  rcp: { json: organizationsText, grammar: organizationsText },
  endpoint: iamTexts,
  resource: { json: 'This policy contains invalid Json', grammar: 'Syntax error in policy.' },
  trust: { json: 'This policy contains invalid Json', grammar: 'Syntax error in policy.' },
  // AWS KMS API Reference, MalformedPolicyDocumentException.
  key: {
    json: 'The request was rejected because the specified policy is not syntactically or semantically correct.',
    grammar:
      'The request was rejected because the specified policy is not syntactically or semantically correct.',
  },
};

/** AWS's words for a document of good grammar that its kind of policy must not or must hold. */
export interface RuleTexts {
  readonly principalMissing: string;
  readonly principalForbidden: string;
  readonly principalInvalid: (type: string, value: string) => string;
  readonly notPrincipalAllow: string;
  readonly actionMissing: string;
  readonly resourceMissing: string;
  readonly sidRepeated: string;
}

/** Sources: messages of IAM and AWS KMS as quoted in public issue reports. */
const iamRuleTexts: RuleTexts = {
  principalMissing: 'Missing required field Principal',
  principalForbidden: 'Policy document should not specify a principal.',
  principalInvalid: (type, value) => `Invalid principal in policy: "${type}":"${value}"`,
  notPrincipalAllow: 'Allow with NotPrincipal is not allowed.',
  actionMissing: 'Policy statement must contain actions.',
  resourceMissing: 'Policy statement must contain resources.',
  sidRepeated: 'Statement IDs (SID) in a single policy must be unique.',
};

const resourceRuleTexts: RuleTexts = {
  ...iamRuleTexts,
  actionMissing: 'Missing required field Action',
  resourceMissing: 'Missing required field Resource',
  sidRepeated: 'The Statement Ids in the policy are not unique',
};

const organizationsRuleTexts: RuleTexts = {
  principalMissing: organizationsText,
  principalForbidden: organizationsText,
  principalInvalid: () => organizationsText,
  notPrincipalAllow: organizationsText,
  actionMissing: organizationsText,
  resourceMissing: organizationsText,
  sidRepeated: organizationsText,
};

/** The texts of each kind of policy. */
export const ruleTexts: Readonly<Record<PolicyKind, RuleTexts>> = {
  identity: iamRuleTexts,
  boundary: iamRuleTexts,
  session: iamRuleTexts,
  endpoint: iamRuleTexts,
  scp: organizationsRuleTexts,
  rcp: organizationsRuleTexts,
  resource: resourceRuleTexts,
  // Trust policies name the type in capitals: `"SERVICE":"ec2"`.
  trust: {
    ...resourceRuleTexts,
    principalInvalid: (type, value) => iamRuleTexts.principalInvalid(type.toUpperCase(), value),
  },
  key: {
    ...resourceRuleTexts,
    principalMissing: 'Policy contains a statement with no principal.',
    // Text: README of the AWS CDK's aws-kms module, and public bug reports.
    principalInvalid: () => 'Policy contains a statement with one or more invalid principals.',
  },
};
