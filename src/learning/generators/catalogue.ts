import type { About } from './generator';

/** What is known of each generator before it makes an item: the list of the bank shows it. */
export const catalogue = {
  policyEvaluation: {
    ...{ name: 'policy-evaluation', title: 'Allowed, and by which policy?', type: 'choice' },
    ...{ sections: [8], skills: ['SCS-4.2.4', 'SCS-4.2.1', 'DVA-2.1.3'], difficulty: 3 },
    facts: ['kms-key-policy-or-iam'],
  },
  encryptionContext: {
    ...{ name: 'encryption-context', title: 'The context that decrypts', type: 'choice' },
    ...{ sections: [9], skills: ['DVA-2.2.4', 'SCS-5.2.2'], difficulty: 1 },
    facts: ['kms-encryption-context-is-aad'],
  },
  keyStates: {
    ...{ name: 'key-states', title: 'An operation and a key state', type: 'predict' },
    ...{ sections: [5], skills: ['DVA-2.2.4', 'SCS-5.2.3'], difficulty: 2 },
    facts: ['kms-disabled-key-refuses'],
  },
  quotas: {
    ...{ name: 'quotas', title: 'What is left of the request quota', type: 'compute' },
    ...{ sections: [14], skills: ['DVA-4.3', 'SAA-1.3'], difficulty: 2 },
    facts: ['kms-service-calls-count', 's3-sse-kms-calls'],
  },
  bills: {
    ...{ name: 'bills', title: 'What AWS KMS costs in a month', type: 'compute' },
    ...{ sections: [5], skills: ['SAA-4.1', 'SAA-1.3'], difficulty: 2 },
    facts: ['kms-request-price'],
  },
  rotationDates: {
    ...{ name: 'rotation-dates', title: 'The next rotation', type: 'predict' },
    ...{ sections: [5], skills: ['DVA-2.2.7', 'SAA-1.3'], difficulty: 2, facts: [] },
  },
  s3Headers: {
    ...{ name: 's3-headers', title: 'Header, policy and default of a bucket', type: 'predict' },
    ...{ sections: [18, 15], skills: ['SAA-1.3', 'SCS-5.2.1', 'DVA-2.2.3'], difficulty: 3 },
    facts: ['s3-policy-before-default', 'iam-negated-operator-missing-key', 's3-always-encrypted'],
  },
  parameterAuthorisation: {
    ...{ name: 'parameter-authorisation', title: 'May it read the parameter?', type: 'predict' },
    ...{ sections: [20, 19], skills: ['DVA-2.3.3', 'SCS-4.2.4'], difficulty: 2 },
    facts: ['ssm-actions-are-separate', 'ssm-by-path-authorization'],
  },
  stagingLabels: {
    ...{ name: 'staging-labels', title: 'The version that a label names', type: 'predict' },
    ...{ sections: [24], skills: ['DVA-2.3.3', 'SCS-5.3.1'], difficulty: 2, facts: [] },
  },
  snapshotSharing: {
    ...{ name: 'snapshot-sharing', title: 'May the snapshot be shared?', type: 'predict' },
    ...{ sections: [7], skills: ['SAA-1.3', 'SCS-5.2.4', 'DVA-2.2.6'], difficulty: 2 },
    facts: ['ebs-default-key-not-shareable', 'ebs-share-the-key-too'],
  },
} as const satisfies Readonly<Record<string, About>>;
