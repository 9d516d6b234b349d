import type { Cloud } from '../engine/cloud';
import type { SecretCredentials } from '../engine/operation';
import type { Door } from '../wire/door';
import type { WireBody } from '../wire/http';

/** How a client of the AWS SDK reaches the model's cloud. */
export interface CloudAccess {
  readonly cloud: Cloud;
  /** Looked up when the first request is signed. */
  readonly credentials: () => Promise<SecretCredentials>;
  /** How the client names itself, for the audit trail. */
  readonly userAgent: string;
  /** How often a request is sent at most. */
  readonly maxAttempts: number;
  /** Waits in the world's time before a throttled request is sent again, for the nth time. */
  readonly pause: (retry: number) => Promise<void>;
}

/** What an SDK client hands to its request handler. */
export interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array;
}

/** A request as it was sent: header names in lower case, the body as bytes. */
export interface Sent {
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

const utf8 = new TextEncoder();

/** Sends an SDK client's request through the door. */
export async function throughDoor(
  door: Door,
  { method, path, query = {}, headers: given, body = '' }: SdkRequest,
  userAgent: string,
) {
  const lowerCase = Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]);
  const headers = Object.fromEntries(lowerCase) as Record<string, string>;
  const bytes = typeof body === 'string' ? utf8.encode(body) : body;
  const answer = await door.handle({
    ...{ method, target: path + queryString(query), body: bytes },
    headers: { ...headers, 'user-agent': userAgent },
  });
  const sent: Sent = { headers, body: bytes };
  return { sent, ...answer };
}

function queryString(query: NonNullable<SdkRequest['query']>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((one) => `${encode(name)}=${encode(one ?? '')}`),
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

// RFC 3986 reserves five characters more than encodeURIComponent does.
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The whole of an answer's body. */
export async function wholeBody(body: WireBody): Promise<Uint8Array<ArrayBuffer>> {
  if (typeof body === 'string') return utf8.encode(body);
  if (body instanceof Uint8Array) return new Uint8Array(body);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of body) pieces.push(new Uint8Array(piece));
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

interface ErrorInfo {
  readonly errorType: string;
}

/** Sends again what came too often, as AWS's standard retry mode does, but in the world's time. */
export function retries({ maxAttempts, pause }: CloudAccess) {
  const token = (count: number) => ({ getRetryCount: () => count, getRetryDelay: () => 0 });
  return {
    mode: 'standard',
    acquireInitialRetryToken: () => Promise.resolve(token(0)),
    async refreshRetryTokenForRetry(last: ReturnType<typeof token>, { errorType }: ErrorInfo) {
      const count = last.getRetryCount() + 1;
      if (errorType !== 'THROTTLING' || count >= maxAttempts) throw new Error('no retry');
      await pause(count);
      return token(count);
    },
    recordSuccess: () => undefined,
  };
}
