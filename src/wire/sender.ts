import type { ApiModel } from '../engine/api/index';
import type { Cloud } from '../engine/cloud';
import type {
  Credentials,
  Request,
  RequestSignature,
  Service,
  SignedCredentials,
} from '../engine/operation';
import type { Hashing } from '../engine/signing/index';
import { readAuthorization, type Authorization } from './authorization';
import { header, type WireRequest } from './http';
import { isRegion, readSignature } from './sigv4';

/** How a door treats signatures. */
export interface DoorOptions {
  /** A real clock in ms since 1970, by which signatures are dated. */
  readonly clock?: () => number;
  /**
   * World time at a real time, both in ms: what presigned URLs of Amazon S3 expire by. Real time
   * itself where it is absent.
   */
  readonly worldTime?: (realTime: number) => number;
  /** The platform's own hash functions, where it has some that answer at once. */
  readonly hashing?: Hashing;
  /**
   * Opts out of proving signatures: the credentials for a request, by what it says of its sender
   * (nothing, where it is not signed). Without it every request is held to AWS Signature Version 4.
   */
  readonly trust?: (sender: Sender | undefined) => Credentials;
}

/** Who a request says it is from: nothing of it is proved. */
export type Sender = Pick<SignedCredentials, 'accessKeyId' | 'sessionToken'>;

/** What a request says of who sent it, from where, and how it came. */
export type Sent = Pick<
  Request,
  'credentials' | 'region' | 'userAgent' | 'sourceIp' | 'transport' | 'signature'
>;

/** The Region of a request that does not say it, and of the services that have no other. */
const defaultRegion = 'us-east-1';

/** Services with one endpoint for all Regions. Source: IAM User Guide, "Endpoints and quotas". */
const globalServices: ReadonlySet<string> = new Set(['iam', 'organizations']);

/** Who sent a request to a service. Throws the service's error for a signature that cannot hold. */
export function identify(request: WireRequest, model: ApiModel, options: DoorOptions): Sent {
  const { credentials, region } = signedBy(request, model, options);
  return sentBy(request, credentials, region);
}

// Written out, here and below: for every request, copying members one by one would cost too much.

/** What a request says of itself beside what it asks for. */
export function sentBy(
  request: WireRequest,
  credentials: Credentials | undefined,
  region: string,
  signature?: RequestSignature,
): Sent {
  const { sourceIp, transport } = request;
  const userAgent = header(request.headers, 'user-agent');
  return { credentials, region, userAgent, sourceIp, transport, signature };
}

/** Sends what a request asks for to the engine. */
export function ask(
  cloud: Cloud,
  service: Service,
  operation: string,
  input: object,
  { credentials, region, userAgent, sourceIp, transport, signature }: Sent,
) {
  return cloud.send({
    service: service.name,
    operation,
    input,
    credentials,
    region,
    userAgent,
    sourceIp,
    transport,
    signature,
  });
}

function signedBy(request: WireRequest, model: ApiModel, options: DoorOptions) {
  const { clock = Date.now, hashing, trust } = options;
  if (trust === undefined) {
    const { credentials, scope } = readSignature(request, model, clock(), hashing);
    return { credentials, region: regionOf(model, scope.region) };
  }
  const named = namedSender(request, model);
  return {
    credentials: trust(named && senderOf(named)),
    region: regionOf(model, named?.scope.region),
  };
}

/** The Region in which a service answers a request signed for `signed`. */
export function regionOf({ service }: ApiModel, signed: string | undefined): string {
  return signed === undefined || !isRegion(signed) || globalServices.has(service)
    ? defaultRegion
    : signed;
}

/** The sender that a request names, where it names one: nothing of it is proved. */
function namedSender(request: WireRequest, { protocol }: ApiModel) {
  try {
    return readAuthorization(request, protocol);
  } catch {
    return undefined;
  }
}

/** Who a request says it is from. */
export function senderOf({ accessKeyId, sessionToken }: Pick<Authorization, keyof Sender>): Sender {
  return { accessKeyId, sessionToken };
}
