import type { Requests } from './requests';

// The real clients of the AWS SDK, loaded when a function's package names them. What differs is where
// their requests go and where their credentials come from: the sandbox is all they have.

const loaders: Readonly<Record<string, () => Promise<object>>> = {
  '@aws-sdk/client-cloudwatch-logs': () => import('@aws-sdk/client-cloudwatch-logs'),
  '@aws-sdk/client-kms': () => import('@aws-sdk/client-kms'),
  '@aws-sdk/client-lambda': () => import('@aws-sdk/client-lambda'),
  '@aws-sdk/client-rds': () => import('@aws-sdk/client-rds'),
  '@aws-sdk/client-s3': () => import('@aws-sdk/client-s3'),
  '@aws-sdk/client-secrets-manager': () => import('@aws-sdk/client-secrets-manager'),
  '@aws-sdk/client-ssm': () => import('@aws-sdk/client-ssm'),
  '@aws-sdk/client-sts': () => import('@aws-sdk/client-sts'),
};

/** The clients that the files of a package name, by package. */
export async function loadClients(
  files: Readonly<Record<string, Uint8Array>>,
  requests: Requests,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ReadonlyMap<string, object>> {
  const utf8 = new TextDecoder();
  const text = Object.entries(files)
    .filter(([path]) => /\.[cm]?js$/.test(path))
    .map(([, bytes]) => utf8.decode(bytes))
    .join('\n');
  const wanted = Object.entries(loaders).filter(([name]) => text.includes(name));
  const loaded = await Promise.all(
    wanted.map(
      async ([name, load]) => [name, wrapped(await load(), requests, environment)] as const,
    ),
  );
  return new Map(loaded);
}

type Class = abstract new (...args: never[]) => { send?: unknown };

/** A package whose clients are made with what a function has; everything else is as it is. */
function wrapped(
  module: object,
  requests: Requests,
  environment: Readonly<Record<string, string | undefined>>,
): object {
  const isClient = (value: unknown): value is Class =>
    typeof value === 'function' && typeof (value as Class).prototype?.send === 'function';
  const made = (client: Class) =>
    new Proxy(client, {
      construct: (target, [config = {}]: [object?], newTarget) =>
        Reflect.construct(
          target,
          [{ ...defaults(environment), ...config, requestHandler: handler(requests) }],
          newTarget,
        ) as object,
    });
  return Object.fromEntries(
    Object.entries(module).map(([name, value]) => [name, isClient(value) ? made(value) : value]),
  );
}

function defaults(environment: Readonly<Record<string, string | undefined>>): object {
  return {
    region: environment['AWS_REGION'],
    // Asked for again when they are about to expire: credentials are given out anew.
    credentials: () =>
      Promise.resolve({
        accessKeyId: environment['AWS_ACCESS_KEY_ID'] ?? '',
        secretAccessKey: environment['AWS_SECRET_ACCESS_KEY'] ?? '',
        sessionToken: environment['AWS_SESSION_TOKEN'] ?? '',
      }),
    maxAttempts: 3,
  };
}

interface SdkRequest {
  readonly method: string;
  readonly hostname: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The request handler of the SDK: to the host instead of a network. */
function handler(requests: Requests) {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    destroy() {},
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
    async handle(request: SdkRequest) {
      const { method, hostname, path, headers, query = {} } = request;
      const parameters = queryOf(query);
      const {
        status,
        headers: answered,
        body,
      } = await requests.send({
        method,
        target: parameters === '' ? path : `${path}?${parameters}`,
        headers: {
          host: hostname,
          ...Object.fromEntries(
            Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
          ),
        },
        body: bytesOf(request.body),
      });
      return { response: { statusCode: status, headers: answered, body: streamOf(body) } };
    },
  };
}

const escape = (text: string) =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );

function queryOf(query: NonNullable<SdkRequest['query']>): string {
  return Object.keys(query)
    .sort()
    .flatMap((name) => {
      const value = query[name];
      const values = Array.isArray(value) ? value : [value];
      return (values as (string | null)[]).map((one) =>
        one === null || one === undefined ? escape(name) : `${escape(name)}=${escape(one)}`,
      );
    })
    .join('&');
}

function bytesOf(body: unknown): Uint8Array {
  if (body === undefined || body === null) return new Uint8Array();
  if (typeof body === 'string') return new TextEncoder().encode(body);
  if (ArrayBuffer.isView(body)) {
    return new Uint8Array(body.buffer, body.byteOffset, body.byteLength).slice();
  }
  if (body instanceof ArrayBuffer) return new Uint8Array(body.slice(0));
  throw new Error('A function here sends texts and bytes; a stream has to be read first.');
}

function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      if (bytes.length > 0) controller.enqueue(bytes);
      controller.close();
    },
  });
}
