import { KMS, type KMSClientConfig } from '@aws-sdk/client-kms';
import { createDoor, type Door } from '../wire/door';
import { retries, throughDoor, type CloudAccess, type SdkRequest, type Sent } from './cloud-access';

/** How AWS's own client of AWS KMS reaches the model's. */
export interface KmsAccess extends CloudAccess {
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
      ...{ region, credentials, requestHandler: handler(door, region, access) },
      retryStrategy: retries(access) as unknown as Retries,
      // Requests are dated by the world's clock.
      systemClockOffset: cloud.now - Date.now(),
    });
    clients.set(region, client);
    return client;
  };
}

function handler(door: Door, region: string, { userAgent, answered }: KmsAccess): Handler {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle(request: SdkRequest) {
      const { sent, status, headers, body } = await throughDoor(door, request, userAgent);
      // The JSON protocol answers in one piece.
      const text = body as string;
      if (answered !== undefined) {
        answered({ ...asked(sent), region, ...refused(status, headers, text) });
      }
      return { response: { statusCode: status, headers, body: utf8.encode(text) } };
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  } as unknown as Handler;
}

function asked({ headers, body }: Sent) {
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
