/** Condition keys and their values, as text; key names are case-insensitive, as in AWS. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

/** The tags of a principal, for `aws:PrincipalTag/<key>`. */
export type Tags = Readonly<Record<string, string>>;

/** Who calls: every kind of principal that a request can come from. */
export type Principal =
  | {
      readonly type: 'Root';
      readonly account: string;
      /** `arn:aws:iam::<account>:root` */
      readonly arn: string;
      readonly canonicalUserId?: string;
    }
  | {
      readonly type: 'User';
      readonly account: string;
      readonly arn: string;
      readonly userName: string;
      /** `AIDA...` */
      readonly userId: string;
      readonly tags?: Tags;
      readonly canonicalUserId?: string;
    }
  | {
      readonly type: 'AssumedRole';
      readonly account: string;
      /** The session: `arn:aws:sts::<account>:assumed-role/<role>/<session>`. */
      readonly arn: string;
      readonly roleArn: string;
      /** `AROA...:<session>` */
      readonly userId: string;
      readonly sessionName: string;
      readonly tags?: Tags;
      readonly canonicalUserId?: string;
    }
  | {
      /** A session of GetFederationToken. */
      readonly type: 'FederatedUser';
      readonly account: string;
      /** `arn:aws:sts::<account>:federated-user/<name>` */
      readonly arn: string;
      /** The IAM user who federated; absent where the root user did. */
      readonly userArn?: string;
      /** `<account>:<name>` */
      readonly userId: string;
      readonly tags?: Tags;
      readonly canonicalUserId?: string;
    }
  | {
      /** A bearer of an OIDC token or SAML assertion, before it has become a role session. */
      readonly type: 'Federated';
      /** The identity provider: an ARN, or a built-in one such as `accounts.google.com`. */
      readonly provider: string;
    }
  | {
      /** Whoever sends a request that nobody has signed. */
      readonly type: 'Anonymous';
    }
  | {
      /** An AWS service acting for itself. */
      readonly type: 'Service';
      /** `logs.us-east-1.amazonaws.com` */
      readonly service: string;
    };

/** One question to the policies: may this principal perform this action on this resource? */
export interface AuthorizationRequest {
  readonly principal: Principal;
  /** `kms:Encrypt` */
  readonly action: string;
  /** An ARN, or `*` for an action without a resource. */
  readonly resource: string;
  /** Owner of the resource; by default the account in its ARN, else the principal's. */
  readonly resourceAccount?: string | undefined;
  readonly context: Context;
}

/** A policy document (JSON text) under the name a learner knows it by. */
export interface NamedPolicy {
  readonly name: string;
  readonly arn?: string;
  readonly document: string;
}

/**
 * How a resource's policy counts in its own account. By `standard` an identity-based Allow is
 * enough; a key policy or role trust policy must itself allow, or let the account delegate.
 * Source: IAM User Guide, "How AWS enforcement code logic evaluates requests".
 */
export type ResourceRule = 'standard' | 'kms-key' | 'role-trust';

/** Every policy that applies to a request. What is absent does not limit it. */
export interface Policies {
  /** Inline and managed policies of the user, its groups, or the role. */
  readonly identity: readonly NamedPolicy[];
  readonly resource?: NamedPolicy;
  readonly resourceRule?: ResourceRule;
  readonly boundary?: NamedPolicy;
  readonly session?: readonly NamedPolicy[];
  /** Of the principal's account: one list per level from the root down; each level must allow. */
  readonly scps?: readonly (readonly NamedPolicy[])[];
  /** Of the resource's account, in the same shape. */
  readonly rcps?: readonly (readonly NamedPolicy[])[];
  readonly endpoint?: NamedPolicy;
  /**
   * A KMS grant that AWS KMS has already found to allow the request. One to an account `delegates`:
   * the account's own policies must allow, too.
   */
  readonly grant?: { readonly id: string; readonly delegates?: boolean };
}

/** The account a principal belongs to; undefined for services, the anonymous, foreign tokens. */
export function principalAccount(principal: Principal): string | undefined {
  return 'account' in principal ? principal.account : undefined;
}

/** The account in ARNs of what AWS provides to every account, such as its managed policies. */
const everyonesAccount = 'aws';

/** The account that owns the resource asked about. */
export function resourceAccount(request: AuthorizationRequest): string | undefined {
  if (request.resourceAccount !== undefined) return request.resourceAccount;
  const account = accountOfArn(request.resource);
  return account === '' || account === everyonesAccount
    ? principalAccount(request.principal)
    : account;
}

/** The fifth part of an ARN; empty when there is none. Called for every request, so no arrays. */
function accountOfArn(arn: string): string {
  let start = 0;
  for (let colon = 0; colon < 4; colon += 1) {
    start = arn.indexOf(':', start) + 1;
    if (start === 0) return '';
  }
  const end = arn.indexOf(':', start);
  return end === -1 ? '' : arn.slice(start, end);
}
