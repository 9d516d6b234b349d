import type { Cloud } from '../engine/cloud';
import { plainHttp, tls13, type Service } from '../engine/operation';
import { splitTarget } from '../engine/signing/index';
import { createJsonDoor } from './aws-json';
import { mayBeForS3, signedService } from './body-limit';
import { header, type WireBody, type WireRequest, type WireResponse } from './http';
import { createQueryDoor } from './query-door';
import { createRestJsonDoor } from './rest-json';
import { createS3Door } from './s3';
import type { DoorOptions } from './sender';
import { element, escapeXml } from './xml-writer';

export type { DoorOptions, Sender } from './sender';

/** AWS's HTTP endpoints before an engine: what real clients speak. */
export interface Door {
  /** Answers one request; never rejects. */
  handle(request: WireRequest): Promise<WireResponse>;
  /** The same for the platform's own requests and responses, in the page as in Node. */
  fetch(request: Request): Promise<Response>;
}

/** Opens HTTP endpoints of all services of an engine, whatever host name they are reached by. */
export function createDoor(cloud: Cloud, options: DoorOptions = {}): Door {
  const { services } = cloud;
  const bySigningName = new Map(services.map((service) => [service.model.signingName, service]));
  const s3Service = services.find(({ model }) => model.protocol === 'rest-xml');
  const s3 = s3Service && createS3Door(cloud, s3Service, options);
  const restJson = services
    .filter(({ model }) => model.protocol === 'rest-json')
    .map((service) => createRestJsonDoor(cloud, service, options));
  const json = createJsonDoor(cloud, options);
  const query = createQueryDoor(cloud, options);

  function handle(request: WireRequest): Promise<WireResponse> {
    const target = header(request.headers, 'x-amz-target') ?? hoistedTarget(request);
    if (target !== undefined) return json(request, target);
    const signedFor = signedService(request);
    const named = signedFor === undefined ? undefined : bySigningName.get(signedFor);
    if (s3 !== undefined && named === s3Service) return s3(request);
    const rest = restJson.find(({ service }) => service === named);
    if (rest !== undefined) return rest.handle(request);
    const answer = query(request, named);
    if (answer !== undefined) return answer;
    if (signedFor !== undefined) return Promise.resolve(forNobody(signedFor, named));
    const unsigned = restJson.find(({ isFor }) => isFor(request));
    if (unsigned !== undefined) return unsigned.handle(request);
    if (s3 !== undefined && mayBeForS3(request)) return s3(request);
    return Promise.resolve(forNobody(undefined, undefined));
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
    return new Response(hasNoBody(status) ? null : asBodyInit(body), { status, headers });
  }

  return { handle, fetch };
}

/** The answer to what no service here understands; clients of others are told why. */
function forNobody(signedFor: string | undefined, known: Service | undefined): WireResponse {
  if (signedFor === undefined || known !== undefined) {
    return { status: 404, headers: {}, body: '<UnknownOperationException/>\n' };
  }
  const message = element('Message', escapeXml(`This model of AWS has no service ${signedFor}.`));
  const body = element('Error', element('Code', 'NotImplemented') + message);
  return { status: 501, headers: { 'content-type': 'application/xml' }, body };
}

/** Presigned requests may carry their headers in the query string. */
function hoistedTarget({ target }: WireRequest): string | undefined {
  const { query } = splitTarget(target);
  if (!query.includes('X-Amz-Target=')) return undefined;
  return new URLSearchParams(query).get('X-Amz-Target') ?? undefined;
}

function hasNoBody(status: number): boolean {
  return status === 204 || status === 304;
}

function asBodyInit(body: WireBody): BodyInit {
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return body as Uint8Array<ArrayBuffer>;
  const pieces = body[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await pieces.return?.();
    },
  });
}
