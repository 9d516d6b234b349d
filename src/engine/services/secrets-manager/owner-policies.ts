import type { NamedPolicy } from '../../iam/index';

const policies = new Map<string, NamedPolicy>();

/** Lets the service that manages a secret do everything with it. */
export function ownersPolicy(owner: string): NamedPolicy {
  let policy = policies.get(owner);
  if (policy === undefined) {
    const document = JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        ...{ Effect: 'Allow', Action: 'secretsmanager:*', Resource: '*' },
        Principal: { Service: `${owner}.amazonaws.com` },
      },
    });
    policies.set(owner, (policy = { name: 'owning service', document }));
  }
  return policy;
}
