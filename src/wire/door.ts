import type { ApiModel, ApiOperation } from '../engine/api/index';
import type { Engine } from '../engine/engine';
import { AwsError, internalFailure } from '../engine/errors';
import {
  plainHttp,
  tls13,
  type Credentials,
  type Service,
  type SignedCredentials,
} from '../engine/operation';
import { parseBody, readInput, writeError, writeOutput } from './aws-json';
import { readAuthorization, type Authorization } from './authorization';
import { header, splitTarget, type WireRequest, type WireResponse } from './http';
import { invalidAction, writeQueryError, writeQueryOutput } from './query';
import { readForm, readQueryInput } from './query-reader';
import { isRegion, readSignature, type Hashing } from './sigv4';
import { element, escapeXml } from './xml-writer';

/** How a door treats signatures. */
export interface DoorOptions {
  /** A real clock in ms since 1970, by which signatures are dated. */
  readonly clock?: () => number;
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

/** AWS's HTTP endpoints before an engine: what real clients speak. */
export interface Door {
  /** Answers one request; never rejects. */
  handle(request: WireRequest): Promise<WireResponse>;
  /** The same for the platform's own requests and responses, in the page as in Node. */
  fetch(request: Request): Promise<Response>;
}

/** The Region of a request that does not say it, and of the services that have no other. */
const defaultRegion = 'us-east-1';

/** Services with one endpoint for all Regions. Source: IAM User Guide, "Endpoints and quotas". */
const globalServices: ReadonlySet<string> = new Set(['iam', 'organizations']);

const utf8 = new TextDecoder();

/** Opens HTTP endpoints of all services of an engine, whatever host name they are reached by. */
export function createDoor(engine: Engine, options: DoorOptions = {}): Door {
  const clock = options.clock ?? Date.now;
  const byTarget = new Map<string, Service>();
  const bySigningName = new Map<string, Service>();
  for (const service of engine.services) {
    const { targetPrefix, signingName } = service.model;
    if (targetPrefix !== undefined) {
      byTarget.set(targetPrefix, service);
      // CloudTrail's is `com.amazonaws...CloudTrail_20131101` in some SDKs and its last part in others.
      byTarget.set(targetPrefix.slice(targetPrefix.lastIndexOf('.') + 1), service);
    }
    bySigningName.set(signingName, service);
  }

  function handle(request: WireRequest): Promise<WireResponse> {
    const target = header(request.headers, 'x-amz-target') ?? hoistedTarget(request);
    if (target !== undefined) return handleJson(request, target);
    const parameters = readParameters(request);
    if (parameters instanceof AwsError) {
      return Promise.resolve(refuseQuery(undefined, parameters));
    }
    const action = parameters.get('Action');
    if (action !== undefined) return handleQuery(request, action, parameters);
    return Promise.resolve(forNobody(signedService(request), (name) => bySigningName.has(name)));
  }

  async function handleJson(request: WireRequest, target: string): Promise<WireResponse> {
    const dot = target.lastIndexOf('.');
    const service = byTarget.get(target.slice(0, Math.max(dot, 0)));
    const model = service?.model;
    try {
      const operation = findOperation(service, target.slice(dot + 1));
      if (service === undefined || operation === undefined) {
        throw new AwsError('UnknownOperationException', '');
      }
      const json = parseBody(request.body);
      const sender = identify(request, service.model);
      const input = readInput(service.model, operation, json);
      const { requestId, output } = await send(service, operation, sender, input);
      return writeOutput(service.model, operation, requestId, output);
    } catch (cause) {
      const error = cause instanceof AwsError ? cause : internalFailure(cause);
      return writeError(model, error, error.requestId ?? crypto.randomUUID());
    }
  }

  async function handleQuery(
    request: WireRequest,
    action: string,
    parameters: ReadonlyMap<string, string>,
  ): Promise<WireResponse> {
    const version = parameters.get('Version');
    const service = findQueryService(request, action, version);
    const model = service?.model;
    try {
      const operation = findOperation(service, action);
      if (service === undefined || operation === undefined || version !== model?.apiVersion) {
        throw invalidAction(action, version);
      }
      const sender = identify(request, service.model);
      const input =
        operation.input === undefined ? {} : readQueryInput(parameters, operation.input);
      const { requestId, output } = await send(service, operation, sender, input);
      return writeQueryOutput(service.model, operation, requestId, output);
    } catch (cause) {
      const error = cause instanceof AwsError ? cause : internalFailure(cause);
      return refuseQuery(model, error);
    }
  }

  /** The service that a signature is for, or else the one whose version has such an action. */
  function findQueryService(
    request: WireRequest,
    action: string,
    version: string | undefined,
  ): Service | undefined {
    const signedFor = signedService(request);
    const isQuery = (service: Service | undefined) => service?.model.protocol === 'query';
    const named = signedFor === undefined ? undefined : bySigningName.get(signedFor);
    if (isQuery(named)) return named;
    return engine.services.find(
      (service) =>
        isQuery(service) &&
        service.model.apiVersion === version &&
        service.model.operations[action] !== undefined,
    );
  }

  function identify(request: WireRequest, model: ApiModel) {
    const { sourceIp, transport } = request;
    const { credentials, region } = signedBy(request, model);
    const userAgent = header(request.headers, 'user-agent');
    return { credentials, region, userAgent, sourceIp, transport };
  }

  function signedBy(request: WireRequest, model: ApiModel) {
    if (options.trust === undefined) {
      const { credentials, scope } = readSignature(request, model, clock(), options.hashing);
      return { credentials, region: regionOf(model, scope.region) };
    }
    const named = namedSender(request, model);
    return {
      credentials: options.trust(named && senderOf(named)),
      region: regionOf(model, named?.scope.region),
    };
  }

  function send(
    service: Service,
    operation: ApiOperation,
    { credentials, region, userAgent, sourceIp, transport }: ReturnType<typeof identify>,
    input: object,
  ) {
    return engine.send({
      service: service.name,
      operation: operation.name,
      input,
      credentials,
      region,
      userAgent,
      sourceIp,
      transport,
    });
  }

  async function fetch(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const { status, headers, body } = await handle({
      method: request.method,
      target: `${url.pathname}${url.search}`,
      headers: { host: url.host, ...Object.fromEntries(request.headers) },
      body: new Uint8Array(await request.arrayBuffer()),
      transport: url.protocol === 'https:' ? tls13 : plainHttp,
    });
    return new Response(body, { status, headers });
  }

  return { handle, fetch };
}

/** The service that an Authorization header is for, if it has one. */
function signedService({ headers }: WireRequest): string | undefined {
  const authorization = header(headers, 'authorization') ?? '';
  return /Credential=[^/,\s]+\/\d+\/[^/]+\/([^/]+)\//.exec(authorization)?.[1];
}

/** The answer to what no service here understands; clients of others are told why. */
function forNobody(
  service: string | undefined,
  isKnown: (service: string) => boolean,
): WireResponse {
  if (service === undefined || isKnown(service)) {
    return { status: 404, headers: {}, body: '<UnknownOperationException/>\n' };
  }
  const message = element('Message', escapeXml(`This model of AWS has no service ${service}.`));
  const body = element('Error', element('Code', 'NotImplemented') + message);
  return { status: 501, headers: { 'content-type': 'application/xml' }, body };
}

/** The Region in which a service answers a request signed for `signed`. */
function regionOf({ service }: ApiModel, signed: string | undefined): string {
  return signed === undefined || !isRegion(signed) || globalServices.has(service)
    ? defaultRegion
    : signed;
}

function findOperation(service: Service | undefined, name: string): ApiOperation | undefined {
  if (service === undefined || !Object.hasOwn(service.operations, name)) return undefined;
  return service.model.operations[name];
}

function refuseQuery(model: ApiModel | undefined, error: AwsError): WireResponse {
  return writeQueryError(model, error, error.requestId ?? crypto.randomUUID());
}

/** The sender that a request names, where it names one: nothing of it is proved. */
function namedSender(request: WireRequest, { protocol }: ApiModel) {
  try {
    return readAuthorization(request, protocol);
  } catch {
    return undefined;
  }
}

function senderOf({ accessKeyId, sessionToken }: Authorization): Sender {
  return { accessKeyId, sessionToken };
}

/** Presigned requests may carry their headers in the query string. */
function hoistedTarget({ target }: WireRequest): string | undefined {
  const { query } = splitTarget(target);
  if (!query.includes('X-Amz-Target=')) return undefined;
  return new URLSearchParams(query).get('X-Amz-Target') ?? undefined;
}

/** A Query request's parameters, from the query string and from the form. */
function readParameters(request: WireRequest): ReadonlyMap<string, string> | AwsError {
  try {
    const { query } = splitTarget(request.target);
    const type = header(request.headers, 'content-type') ?? '';
    const isForm = type.startsWith('application/x-www-form-urlencoded');
    const form = isForm ? readForm(utf8.decode(request.body)) : [];
    return new Map([...(query === '' ? [] : readForm(query)), ...form]);
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}
