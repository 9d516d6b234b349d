import { policySizeLimits, type PolicyKind, type SizeLimit } from '../../engine/iam/index';

/** What a policy under edit is attached to. */
export type EditedKind =
  'identity' | 'key' | 'bucket' | 'trust' | 'secret' | 'log-resource' | 'scp' | 'session';

/** What the editor must know of a kind of policy. */
export interface KindFacts {
  /** What it is called in a sentence, with its article. */
  readonly title: string;
  /** As the engine reads it. */
  readonly engine: PolicyKind;
  /** Whether its statements say whom they are about. */
  readonly namesPrincipals: boolean;
  readonly namesResources: boolean;
  /** The only service whose actions count in it; null where all do. */
  readonly service: string | null;
  /** What AWS says of actions of other services: it refuses some policies, others have no effect. */
  readonly refusesOthers: boolean;
  readonly size: SizeLimit;
}

const onPrincipals = {
  namesPrincipals: false,
  namesResources: true,
  service: null,
  refusesOthers: false,
} as const;
const onResource = { namesPrincipals: true, namesResources: true, refusesOthers: false } as const;

/** Source of the last size: Amazon CloudWatch Logs API Reference, PutResourcePolicy, from memory. */
const logResourceSize = { characters: 5120, countsWhiteSpace: true };

/** The kinds of policy that can be edited. */
export const policyKinds: Readonly<Record<EditedKind, KindFacts>> = {
  identity: {
    ...onPrincipals,
    title: 'an identity-based policy',
    engine: 'identity',
    size: policySizeLimits.roleInline,
  },
  session: {
    ...onPrincipals,
    title: 'a session policy',
    engine: 'session',
    size: policySizeLimits.session,
  },
  scp: {
    ...onPrincipals,
    title: 'a service control policy',
    engine: 'scp',
    size: policySizeLimits.scp,
  },
  key: {
    ...onResource,
    title: 'a key policy',
    engine: 'key',
    service: 'kms',
    size: policySizeLimits.key,
  },
  bucket: {
    ...onResource,
    title: 'a bucket policy',
    engine: 'resource',
    service: 's3',
    refusesOthers: true,
    size: policySizeLimits.bucket,
  },
  secret: {
    ...onResource,
    title: "a secret's resource policy",
    engine: 'resource',
    service: 'secretsmanager',
    size: policySizeLimits.secret,
  },
  'log-resource': {
    ...onResource,
    title: 'a resource policy of CloudWatch Logs',
    engine: 'resource',
    service: 'logs',
    size: logResourceSize,
  },
  trust: {
    ...onResource,
    title: 'a trust policy',
    engine: 'trust',
    namesResources: false,
    service: 'sts',
    refusesOthers: true,
    size: policySizeLimits.trust,
  },
};
