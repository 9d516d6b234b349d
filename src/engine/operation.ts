import type { ApiModel } from './api/index';
import type { NewTimer } from './clock';
import type { AwsError } from './errors';
import type { DatabaseLogin, DatabaseRow, FunctionOrder, Outcome } from './functions';
import type {
  Context as ConditionContext,
  Evaluation,
  Policies,
  Principal,
  ResourceWording,
  Tags,
} from './iam/index';
import type { Random } from './random';
import type { Reader, Table } from './tables';
import type { Price, StorageMeter } from './prices/index';
import type { Charge } from './quotas/index';
import type { NewStep } from './trace';
import type { InnerCall, ServiceEvent, TrailRules, TrailEvent } from './trail/index';

/** What a client signs its requests with. */
export interface SecretCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** What a signed HTTP request shows of its sender: not the secret, but who has it can prove it. */
export interface SignedCredentials {
  readonly accessKeyId: string;
  readonly sessionToken?: string | undefined;
  /** Whether the request's signature is the one that this secret access key makes. */
  isSignedWith(secretAccessKey: string): boolean;
}

/** How a request says who sends it. */
export type Credentials = SecretCredentials | SignedCredentials;

/** What a request's signature shows beside who made it: `s3:authType` and its like. */
export interface RequestSignature {
  readonly authType: 'REST-HEADER' | 'REST-QUERY-STRING' | 'POST';
  readonly version: 'AWS4-HMAC-SHA256' | 'AWS';
  /** Milliseconds since it was made. */
  readonly age: number;
  /** The header `x-amz-content-sha256`. */
  readonly contentSha256?: string;
}

/** How every AWS client signs a request that it sends at once. */
export const headerSignature: RequestSignature = {
  authType: 'REST-HEADER',
  version: 'AWS4-HMAC-SHA256',
  age: 0,
};

/** How a request came over the network. */
export interface Transport {
  /** Whether by TLS: `aws:SecureTransport`. */
  readonly secure: boolean;
  /** `1.2` or `1.3`, as `s3:TlsVersion` has it; absent without TLS. */
  readonly tlsVersion?: string;
}

/** What every AWS client has used for years unless it is told otherwise. */
export const tls13: Transport = { secure: true, tlsVersion: '1.3' };

/** HTTP without TLS. */
export const plainHttp: Transport = { secure: false };

/** A request as it stands at the one door of the engine. `input` has the shape of the API model. */
export interface Request {
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  /** Absent where nobody has signed it. */
  readonly credentials?: Credentials | undefined;
  readonly input: object;
  /** The life line that sends it; the learner's own client where it is absent. */
  readonly client?: string | undefined;
  /** What the audit trail names as the program and the address it came from. */
  readonly userAgent?: string | undefined;
  readonly sourceIp?: string | undefined;
  /** TLS 1.3 where it is absent. */
  readonly transport?: Transport | undefined;
  /** Where it is absent, a signature in the headers that was just made. */
  readonly signature?: RequestSignature | undefined;
}

/** What temporary credentials say of who uses them. Times in ms. */
export interface Session {
  /** The operation of AWS STS that gave them out. */
  readonly by: 'AssumeRole' | 'GetFederationToken' | 'GetSessionToken';
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** Session tags, with those inherited in a role chain. */
  readonly tags: Tags;
  /** Keys of the tags that further sessions in a role chain inherit. */
  readonly transitiveTagKeys: readonly string[];
  /** The inline session policy. */
  readonly policy?: string;
  /** Managed policies that are session policies. */
  readonly policyArns: readonly string[];
  readonly sourceIdentity?: string;
}

/** Who calls, as authentication found out. */
export interface Caller {
  readonly principal: Principal;
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
  readonly accessKeyId: string;
  /** Absent where the credentials are long-term ones. */
  readonly session?: Session;
}

/** A permission that the caller needs before the operation's handler runs. */
export interface Permission extends ResourceWording {
  readonly action: string;
  /** An ARN, or `*` where AWS has no resource for the action. */
  readonly resource: string;
  readonly resourceAccount?: string;
  readonly context?: ConditionContext;
  /** The Region where it is asked, if that is not the request's. */
  readonly region?: string;
  readonly policies?: Pick<Policies, 'resource' | 'resourceRule' | 'grant'>;
  /** True where resource control policies leave the resource alone: AWS managed KMS keys. */
  readonly withoutRcps?: boolean;
}

/**
 * A role that a service's own machines have in a customer's account, with no policies of its own:
 * it may do what grants, key policies and SCPs let it.
 */
export interface InfrastructureRole {
  readonly account: string;
  /** `aws:ec2-infrastructure` */
  readonly role: string;
  /** The resource for which the machines work: `i-1234567890abcdef0`. */
  readonly session: string;
}

/** How a service's request to another is sent. */
export interface CallOptions {
  readonly region?: string;
  /**
   * In whose name: the caller's, as whose forwarded access it goes by default; the service's own;
   * that of its machines; that of credentials it holds, such as those of a role it has assumed; or
   * that of an earlier caller for whom it is still at work, as whose forwarded access it goes, too.
   */
  readonly as?: 'caller' | 'service' | InfrastructureRole | Credentials | Caller;
  /** The resource for which a service acts in its own name: `aws:SourceArn`, `aws:SourceAccount`. */
  readonly source?: { readonly arn: string; readonly account: string };
  /** Tags of AWS's own that a resource gets which the operation makes. */
  readonly systemTags?: Readonly<Record<string, string>> | undefined;
}

/**
 * What an operation may see and do. Reads and writes go through here, so that a failed request
 * leaves nothing behind; a service writes its own tables only and asks others by `call`.
 */
export interface Context extends Reader {
  readonly caller: Caller;
  /** The operation that was asked for. */
  readonly operation: string;
  readonly region: string;
  /** How the request came; between services it is always TLS. */
  readonly transport: Transport;
  /** Undefined where nobody has signed the request. */
  readonly signature: RequestSignature | undefined;
  /** The AWS service that passes its caller's access on, as `kms:ViaService` names it. */
  readonly viaService: string | undefined;
  /** The resource for which a service calls in its own name. */
  readonly source: CallOptions['source'];
  /** Tags of AWS's own for the resource that is made: whose stack it belongs to. */
  readonly systemTags: CallOptions['systemTags'];
  /** World time in ms. */
  readonly now: number;
  readonly requestId: string;
  readonly random: Random;
  put<R extends object>(table: Table<R>, key: string, row: R): void;
  delete(table: Table<object>, key: string): void;
  /** Adds a step to the trace. */
  step(step: NewStep): void;
  setTimer(timer: NewTimer): void;
  /** Puts something the service does of its own into the audit trail: a rotation, a deletion. */
  serviceEvent(event: ServiceEvent): void;
  /** Puts another of the service's operations that was done for this one into the audit trail. */
  innerCall(call: InnerCall): void;
  cancelTimer(id: string): void;
  /** What policies say to a permission of the caller; nothing is refused and nothing traced. */
  decide(permission: Permission): Evaluation;
  /**
   * What policies say to a permission that no operation asks for, as a step of the trace: whether
   * the role that a service has assumed may do what it does for it.
   */
  authorize(permission: Permission): Evaluation;
  /**
   * The same work in the name of credentials that the service holds, such as those of a role it has
   * assumed: it decides and calls as their bearer. Throws what the service has against them.
   */
  as(credentials: Credentials): Context;
  /** A request to another service, as a child span of this one. */
  call(service: string, operation: string, input: object, options?: CallOptions): Promise<unknown>;
  /** Whether the program runs functions at all. */
  readonly runsFunctions: boolean;
  /** How many functions run already: one that invokes another waits for it. */
  readonly runningFunctions: number;
  /**
   * Runs a function's code; what it asks of AWS are child spans of this request, in the name of
   * whoever signs them.
   */
  runFunction(order: FunctionOrder): Promise<Outcome>;
  /**
   * Counts on an account's bill what is known only once it is over, whoever asked for it: an
   * invocation by its duration.
   */
  bill(price: Price, account: string, operation: string, units: number): void;
}

/**
 * One AWS operation. `target` looks up what the request is about (and says when it does not
 * exist), `permissions` names what the caller needs for it, `handle` checks, computes, writes.
 */
export interface Operation<Input extends object, Output, Target = undefined> {
  target?(input: Input, ctx: Context): Target;
  permissions?(input: Input, target: Target, ctx: Context): readonly Permission[];
  handle(input: Input, ctx: Context, target: Target): Promise<Output> | Output;
}

/** An operation whose types the registry no longer needs: the API model vouches for its input. */
export interface AnyOperation {
  target?(input: never, ctx: Context): unknown;
  permissions?(input: never, target: never, ctx: Context): readonly Permission[];
  handle(input: never, ctx: Context, target: never): unknown;
}

/** An answered request together with its entries in the audit trail. */
export interface NotedCall {
  readonly operation: string;
  readonly target: unknown;
  readonly requestId: string;
  /** World time in ms. */
  readonly now: number;
  readonly events: readonly TrailEvent[];
  /** Writes a record of the service's books, without a step in the trace. */
  book<R extends object>(table: Table<R>, key: string, row: R): void;
}

/** Something that is encrypted under a KMS key. */
export interface SealedResource {
  /** What it is called: `object version`, `snapshot`. */
  readonly kind: string;
  readonly arn: string;
  /** Which version of it, where there are several. */
  readonly version?: string;
  /** How many bytes are lost with it, where that is known. */
  readonly bytes?: number;
  /** The ciphertext of AWS KMS that has to be opened for it, where it is one. */
  readonly blob?: Uint8Array;
  /** The data key that it has in common with others, where it has. */
  readonly sharedKey?: string;
}

/** What a database needs of the world. */
export type DatabaseWorld = Pick<Context, 'get' | 'put' | 'random' | 'now' | 'step'>;

/** A service: its API model, its operations, and what the pipeline must know about it. */
export interface Service {
  /** The engine's and the CLI model's name: `kms`. */
  readonly name: string;
  /** What a diagram calls it: `AWS KMS`. */
  readonly title: string;
  readonly model: ApiModel;
  /** CloudTrail's `eventSource`. */
  readonly eventSource: string;
  /** True where policies name the service with its Region: `logs.us-east-1.amazonaws.com`. */
  readonly hasRegionalPrincipal?: boolean;
  readonly operations: Readonly<Record<string, AnyOperation>>;
  readonly timers?: Readonly<
    Record<string, (payload: never, ctx: Context) => Promise<void> | void>
  >;
  /** True for a service that lets policies decide on requests that nobody has signed. */
  readonly admitsAnonymous?: boolean;
  /** True for a service with one endpoint for all Regions: its events are in US East (N. Virginia). */
  readonly isGlobal?: boolean;
  /** True for operations CloudTrail calls read-only, beyond Get, List and Describe. */
  readonly readOnly?: (operation: string) => boolean;
  readonly trail?: TrailRules;
  /** What the service keeps of its answered requests beyond what they wrote: a key's last use. */
  readonly noted?: (call: NotedCall) => void;
  /** What a request takes of which request quotas, where its operation alone does not say so. */
  readonly charges?: (operation: string, input: object, target: unknown) => readonly Charge[];
  /** The refusal of a request above its quota, where it is not the protocol's usual one. */
  readonly throttled?: () => AwsError;
  /** What a request costs who sends it; nothing where it is free. */
  readonly price?: (operation: string, input: object, target: unknown) => Price | undefined;
  /** How many units of its price a request is charged for, where that is not one. */
  readonly units?: (operation: string, input: object, target: unknown) => number;
  /** Who pays for a request to this target, where that is not who sends it: a bucket's owner. */
  readonly payer?: (target: unknown) => string | undefined;
  /**
   * Answers one SQL statement to a database of the service, over the network and not by its API.
   * Rejects in the database's own words.
   */
  readonly query?: (
    world: DatabaseWorld,
    login: DatabaseLogin,
    statement: string,
    parameters: readonly string[],
  ) => Promise<readonly DatabaseRow[]>;
  /** What of the service's records is kept for a price. */
  readonly storage?: readonly StorageMeter[];
  /** What of the service's records nothing opens but this KMS key: it is lost once the key is gone. */
  readonly sealedUnder?: (reader: Reader, keyArn: string) => Iterable<SealedResource>;
}
