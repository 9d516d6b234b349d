/** The wire format of a service: AWS's own name for it. */
export type Protocol = 'json' | 'query' | 'ec2' | 'rest-json' | 'rest-xml';

/** A service's API as its clients, its CLI commands and its validator see it. */
export interface ApiModel {
  /** The engine's name of the service: `kms`, `service-quotas`. */
  readonly service: string;
  readonly protocol: Protocol;
  readonly apiVersion: string;
  readonly serviceId: string;
  /** The first label of the endpoint's host name. */
  readonly endpointPrefix: string;
  /** The service's name in a signature's credential scope. */
  readonly signingName: string;
  /** Host name of the one endpoint of a global service. */
  readonly globalEndpoint?: string;
  /** What stands before the operation in `X-Amz-Target`. */
  readonly targetPrefix?: string;
  readonly jsonVersion?: string;
  readonly xmlNamespace?: string;
  readonly operations: Readonly<Record<string, ApiOperation>>;
  readonly shapes: Readonly<Record<string, Shape>>;
  /** What clients can wait for, by name: `SnapshotCompleted`. */
  readonly waiters: Readonly<Record<string, Waiter>>;
}

/** How a client waits: what it asks again and again, and what the answers mean. */
export interface Waiter {
  readonly operation: string;
  /** Seconds between two questions. */
  readonly delay: number;
  readonly maxAttempts: number;
  readonly acceptors: readonly Acceptor[];
}

/** An answer that decides: it is there, it will never be, or ask again. */
export interface Acceptor {
  readonly state: 'success' | 'failure' | 'retry';
  readonly matcher: 'path' | 'pathAll' | 'pathAny' | 'status' | 'error';
  /** JMESPath, for the first three matchers. */
  readonly argument?: string;
  readonly expected: string | number | boolean;
}

/** One operation of an API: where it is on the wire, what goes in, what comes out. */
export interface ApiOperation {
  readonly name: string;
  readonly http: { readonly method: string; readonly uri: string; readonly code: number };
  readonly input?: StructureShape;
  readonly output?: StructureShape;
  /** The root element of an XML request body. */
  readonly inputElement?: { readonly name: string; readonly xmlNamespace?: string };
  /** The element around a query protocol's answer. */
  readonly resultWrapper?: string;
  readonly errors: readonly StructureShape[];
  readonly paginator?: Paginator;
  readonly httpChecksum?: HttpChecksum;
  /** True where the request carries no signature (AssumeRoleWithWebIdentity). */
  readonly unsigned: boolean;
  readonly deprecated: boolean;
}

/** How to walk through the pages of an operation; keys are JMESPath expressions. */
export interface Paginator {
  readonly inputToken: readonly string[];
  readonly outputToken: readonly string[];
  readonly resultKey: readonly string[];
  readonly limitKey?: string;
  readonly moreResults?: string;
  /** Output members that every page repeats. */
  readonly nonAggregateKeys: readonly string[];
}

/** Which checksums an HTTP request must or may carry. */
export interface HttpChecksum {
  readonly requestAlgorithmMember?: string;
  readonly requestChecksumRequired?: boolean;
  readonly requestValidationModeMember?: string;
  readonly responseAlgorithms?: readonly string[];
}

/** A reference to a shape, with the traits that hold only there. */
export interface Member {
  readonly shape: Shape;
  /** Where in an HTTP message it travels; in the body where absent. */
  readonly location?: 'uri' | 'querystring' | 'header' | 'headers' | 'statusCode';
  /** Its name on the wire where that differs. */
  readonly locationName?: string;
  /** Its name in EC2's query protocol where that differs from `locationName`. */
  readonly queryName?: string;
  readonly xmlAttribute?: boolean;
  readonly xmlNamespace?: { readonly uri: string; readonly prefix?: string };
  readonly flattened?: boolean;
  readonly streaming?: boolean;
  readonly hostLabel?: boolean;
  /** Clients fill it with a UUID where the caller leaves it out. */
  readonly idempotencyToken?: boolean;
  readonly timestampFormat?: TimestampFormat;
  readonly eventpayload?: boolean;
  readonly eventheader?: boolean;
  readonly deprecated?: boolean;
}

/** How a timestamp is written on the wire. */
export type TimestampFormat = 'iso8601' | 'rfc822' | 'unixTimestamp';

interface ShapeTraits {
  readonly name: string;
  /** Never shown: neither in an error's text nor in a trail. */
  readonly sensitive?: boolean;
  readonly deprecated?: boolean;
}

interface Bounds {
  /** Of a value, or of a length in characters, bytes or elements. */
  readonly min?: number;
  readonly max?: number;
}

/** Named members; also every input, output and exception. */
export interface StructureShape extends ShapeTraits {
  readonly type: 'structure';
  readonly members: Readonly<Record<string, Member>>;
  readonly required: readonly string[];
  /** Set on exceptions: what the error is called on the wire, and its HTTP status. */
  readonly error?: { readonly code: string; readonly statusCode: number; readonly fault: Fault };
  /** The member that is the whole HTTP body. */
  readonly payload?: string;
  /** Exactly one member may be set. */
  readonly union?: boolean;
  readonly eventstream?: boolean;
  readonly event?: boolean;
  readonly locationName?: string;
  readonly xmlNamespace?: { readonly uri: string; readonly prefix?: string };
}

/** Whose mistake an error is: the client's (4xx) or the service's (5xx). */
export type Fault = 'client' | 'server';

/** Elements of one shape, in order. */
export interface ListShape extends ShapeTraits, Bounds {
  readonly type: 'list';
  readonly member: Member;
  readonly flattened?: boolean;
}

/** Values of one shape under free keys. */
export interface MapShape extends ShapeTraits, Bounds {
  readonly type: 'map';
  readonly key: Member;
  readonly value: Member;
  readonly flattened?: boolean;
}

/** Text; its bounds count characters. */
export interface StringShape extends ShapeTraits, Bounds {
  readonly type: 'string';
  readonly enum?: readonly string[];
  /** A Java regular expression that the whole text must match. */
  readonly pattern?: string;
}

/** Bytes (`Uint8Array`); its bounds count them. */
export interface BlobShape extends ShapeTraits, Bounds {
  readonly type: 'blob';
  readonly streaming?: boolean;
}

/** A number. */
export interface NumberShape extends ShapeTraits, Bounds {
  readonly type: 'integer' | 'long' | 'float' | 'double';
}

/** True or false. */
export interface BooleanShape extends ShapeTraits {
  readonly type: 'boolean';
}

/** A point in time (`Date`). */
export interface TimestampShape extends ShapeTraits {
  readonly type: 'timestamp';
  readonly timestampFormat?: TimestampFormat;
}

/** Any shape of an API model. */
export type Shape =
  | StructureShape
  | ListShape
  | MapShape
  | StringShape
  | BlobShape
  | NumberShape
  | BooleanShape
  | TimestampShape;
