import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient, type KMSClientConfig } from '@aws-sdk/client-kms';
import { STSClient } from '@aws-sdk/client-sts';
import type { Door, DoorOptions } from '../../src/wire/door';
import { createDoor } from '../../src/wire/door';
import type { SecretCredentials } from '../../src/engine/operation';
import { testWorld } from '../engine/world';

type Handler = NonNullable<KMSClientConfig['requestHandler']>;

/** What an SDK client hands to its request handler. */
interface HttpRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query?: Record<string, string | string[] | null>;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

/** An SDK request handler that goes through a door's `fetch` instead of the network. */
export function throughDoor(door: Door) {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle(request: HttpRequest) {
      const query = new URLSearchParams(
        Object.entries(request.query ?? {}).flatMap(([name, value]) =>
          [value ?? ''].flat().map((item) => [name, item]),
        ),
      );
      const search = query.size === 0 ? '' : `?${query.toString()}`;
      const url = `${request.protocol}//${request.hostname}${request.path}${search}`;
      const { method, headers, body } = request;
      const response = await door.fetch(
        new Request(url, { method, headers, ...(body === undefined ? {} : { body }) }),
      );
      return {
        response: {
          statusCode: response.status,
          headers: Object.fromEntries(response.headers),
          body: new Uint8Array(await response.arrayBuffer()),
        },
      };
    },
  } as unknown as Handler;
}

/** A world behind a door, and AWS's own clients in front of it, signing as its administrator. */
export function sdkWorld(options: DoorOptions = {}) {
  const world = testWorld();
  const door = createDoor(world.engine, options);
  const requestHandler = throughDoor(door);
  const config = (credentials: SecretCredentials = world.admin, region = 'us-east-1') => ({
    region,
    credentials,
    requestHandler,
    maxAttempts: 1,
  });
  return {
    ...world,
    door,
    config,
    kms: new KMSClient(config()),
    iam: new IAMClient(config()),
    sts: new STSClient(config()),
  };
}
