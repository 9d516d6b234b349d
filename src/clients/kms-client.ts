import { KMS, type KMSClientConfig } from '@aws-sdk/client-kms';
import type { Cloud } from '../engine/cloud';
import type { SecretCredentials } from '../engine/operation';
import { createDoor, type Door } from '../wire/door';

/** How AWS's own client of AWS KMS reaches the model's. */
export interface KmsAccess {
  readonly cloud: Cloud;
  /** Looked up when the first request is signed. */
  readonly credentials: () => Promise<SecretCredentials>;
  /** How the client names itself, for the audit trail. */
  readonly userAgent: string;
  /** How often a request is sent at most. */
  readonly maxAttempts: number;
  /** Waits in the world's time before a throttled request is sent again, for the nth time. */
  readonly pause: (retry: number) => Promise<void>;
  /** Told of every request once it is answered. */
  readonly answered?: (call: KmsCall) => void;
}

/** A request to AWS KMS, and how it was answered. */
export interface KmsCall {
  readonly operation: string;
  readonly region: string;
  readonly keyId: string | undefined;
  /** Code and text of a refusal. */
  readonly error?: { readonly code: string; readonly message: string };
}

/** What an SDK client hands to its request handler. */
interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array;
}

type Handler = NonNullable<KMSClientConfig['requestHandler']>;
type Retries = NonNullable<KMSClientConfig['retryStrategy']>;

const utf8 = new TextEncoder();

/** Clients of AWS KMS by Region: each is made once, its requests are signed and go by the wire. */
export function kmsClients(access: KmsAccess): (region: string) => KMS {
  const { cloud, credentials } = access;
  const door = createDoor(cloud, { clock: () => cloud.now });
  const clients = new Map<string, KMS>();
  return (region) => {
    const known = clients.get(region);
    if (known !== undefined) return known;
    const client = new KMS({
      ...{ region, credentials, requestHandler: throughDoor(door, region, access) },
      retryStrategy: retries(access),
      // Requests are dated by the world's clock.
      systemClockOffset: cloud.now - Date.now(),
    });
    clients.set(region, client);
    return client;
  };
}

function throughDoor(door: Door, region: string, { userAgent, answered }: KmsAccess): Handler {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle({ method, path, headers: given, body = '' }: HttpRequest) {
      const lowerCase = Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]);
      const headers = Object.fromEntries(lowerCase) as Record<string, string>;
      const bytes = typeof body === 'string' ? utf8.encode(body) : body;
      const { status, ...answer } = await door.handle({
        ...{ method, target: path, body: bytes },
        headers: { ...headers, 'user-agent': userAgent },
      });
      // The JSON protocol answers in one piece.
      const text = answer.body as string;
      if (answered !== undefined) {
        answered({ ...asked(headers, bytes), region, ...refused(status, answer.headers, text) });
      }
      const response = { statusCode: status, headers: answer.headers, body: utf8.encode(text) };
      return { response };
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  } as unknown as Handler;
}

function asked(headers: Record<string, string>, body: Uint8Array) {
  const target = headers['x-amz-target'] ?? '';
  const { KeyId } = JSON.parse(new TextDecoder().decode(body)) as { readonly KeyId?: string };
  return { operation: target.slice(target.lastIndexOf('.') + 1), keyId: KeyId };
}

function refused(status: number, headers: Readonly<Record<string, string>>, body: string) {
  if (status < 400) return {};
  const said = JSON.parse(body) as { readonly message?: string; readonly Message?: string };
  const message = said.message ?? said.Message ?? '';
  return { error: { code: headers['x-amzn-ErrorType'] ?? 'Unknown', message } };
}

/** Sends again what came too often, as AWS's standard retry mode does, but in the world's time. */
function retries({ maxAttempts, pause }: KmsAccess): Retries {
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
  } as unknown as Retries;
}

interface ErrorInfo {
  readonly errorType: string;
}
