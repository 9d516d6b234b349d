import { Readable } from 'node:stream';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient, type KMSClientConfig } from '@aws-sdk/client-kms';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import { expect } from 'vitest';
import type { Door, DoorOptions } from '../../src/wire/door';
import { createDoor } from '../../src/wire/door';
import type { SecretCredentials, Service } from '../../src/engine/operation';
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
  readonly body?: string | Uint8Array<ArrayBuffer> | Readable;
}

/**
 * An SDK request handler that goes through a door's `fetch` instead of the network. `called` gets
 * the name of every operation that was asked for.
 */
export function throughDoor(door: Door, called: Set<string> = new Set()) {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle(request: HttpRequest) {
      called.add(operationOf(request));
      const query = new URLSearchParams(
        Object.entries(request.query ?? {}).flatMap(([name, value]) =>
          [value ?? ''].flat().map((item) => [name, item]),
        ),
      );
      const search = query.size === 0 ? '' : `?${query.toString()}`;
      const url = `${request.protocol}//${request.hostname}${request.path}${search}`;
      const { method, headers } = request;
      const body = await collected(request.body);
      const response = await door.fetch(
        new Request(url, { method, headers, ...(body === undefined ? {} : { body }) }),
      );
      return {
        response: {
          statusCode: response.status,
          headers: Object.fromEntries(response.headers),
          body: Readable.fromWeb((response.body ?? new Blob().stream()) as never),
        },
      };
    },
  } as unknown as Handler;
}

/** A body that the client would send as it reads it. */
async function collected(body: HttpRequest['body']) {
  return body instanceof Readable ? Buffer.concat((await body.toArray()) as Buffer[]) : body;
}

function operationOf({ headers, body }: HttpRequest): string {
  const target = headers['x-amz-target'];
  if (target !== undefined) return target.slice(target.lastIndexOf('.') + 1);
  return new URLSearchParams(String(body)).get('Action') ?? '';
}

/** A world behind a door, and AWS's own clients in front of it, signing as its administrator. */
export function sdkWorld(options: DoorOptions = {}) {
  const world = testWorld();
  const door = createDoor(world.engine, options);
  const called = new Set<string>();
  const requestHandler = throughDoor(door, called);
  const config = (credentials: SecretCredentials = world.admin, region = 'us-east-1') => ({
    region,
    credentials,
    requestHandler,
    maxAttempts: 1,
  });
  return {
    ...world,
    door,
    called,
    config,
    kms: new KMSClient(config()),
    iam: new IAMClient(config()),
    sts: new STSClient(config()),
    s3: s3Client(config(), called),
  };
}

/** An S3 client; what it asks for stands in no header, so it says itself what `called` gets. */
export function s3Client(config: S3ClientConfig, called: Set<string> = new Set()): S3Client {
  const client = new S3Client(config);
  client.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        called.add(String(commandName).replace(/Command$/, ''));
        return next(args);
      },
    { step: 'initialize' },
  );
  return client;
}

/** A world behind a door, with the clients in front of it. */
export type SdkWorld = ReturnType<typeof sdkWorld>;

/** What clients do in a world of its own, and what they find. */
export type Story = readonly [name: string, tell: (world: SdkWorld) => Promise<void>];

/** Everything that a paginator's pages hold under `name`, and how many pages there were. */
export async function allPages<Page, Name extends keyof Page>(
  pages: AsyncIterable<Page>,
  name: Name,
): Promise<{ count: number; items: unknown[] }> {
  const items: unknown[] = [];
  let count = 0;
  for await (const page of pages) {
    count += 1;
    items.push(...((page[name] as readonly unknown[] | undefined) ?? []));
  }
  return { count, items };
}

/** Fails unless clients have called every operation that a service has. */
export function expectAllOf(service: Service, called: ReadonlySet<string>): void {
  const missing = Object.keys(service.operations).filter((name) => !called.has(name));
  expect(missing).toEqual([]);
}

/** Text as bytes. */
export const bytesOf = (text: string) => new TextEncoder().encode(text);
