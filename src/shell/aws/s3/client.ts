import type { ApiModel } from '../../../engine/api/index';
import type { SecretCredentials } from '../../../engine/operation';
import { findCredentials, noCredentials } from '../configuration/credentials';
import { awsEndpoint, findEndpoint, type Endpoint } from '../configuration/endpoint';
import type { ValueRecord } from '../parameters/value';
import type { Invocation } from '../run-operation';
import { prepareInput, send, type Client } from '../send-request';
import { requireModeled } from '../services';

/** What a list of objects tells of one. */
export interface ListedObject {
  readonly Key: string;
  readonly Size: number;
  readonly LastModified: Date;
  readonly ETag?: string;
  readonly StorageClass?: string;
}

/** One page of a list of objects. */
export interface ObjectPage {
  readonly Contents?: readonly ListedObject[];
  readonly CommonPrefixes?: readonly { readonly Prefix: string }[];
  readonly NextContinuationToken?: string;
}

/** Sends the requests of one `aws s3` command. */
export class S3Client {
  readonly endpoint: Endpoint;
  readonly #client: Omit<Client, 'operation'>;
  readonly #model: ApiModel;

  /** `region` is where it sends them, if not where the command's settings say. */
  constructor(
    model: ApiModel,
    invocation: Invocation,
    command: string,
    region?: string,
    credentials: () => Promise<SecretCredentials | undefined> = oneLookUp(invocation),
  ) {
    const { ctx, log, configuration } = invocation;
    this.#model = model;
    this.endpoint =
      region === undefined
        ? findEndpoint(model, configuration)
        : { region, url: awsEndpoint(model, region) };
    this.#client = {
      ...{ model, ctx, log, credentials, command: `s3.${command}` },
      ...{ endpoint: this.endpoint, binaryFormat: 'raw-in-base64-out' },
      tls: configuration.tls,
      maxAttempts: configuration.maxAttempts,
    };
  }

  /** The access keys it signs with; undefined with `--no-sign-request`. */
  credentials(): Promise<SecretCredentials | undefined> {
    return this.#client.credentials();
  }

  /** Sends one request; the answer is as the engine gives it. */
  async send<Output>(name: string, parameters: ValueRecord): Promise<Output> {
    return (await this.#send(name, parameters, this.#client.ctx)) as Output;
  }

  /** Sends a request even after Ctrl-C: what the command began must be cleared away. */
  async sendAnyway(name: string, parameters: ValueRecord): Promise<void> {
    const { ctx } = this.#client;
    const signal = { value: new AbortController().signal };
    await this.#send(name, parameters, Object.create(ctx, { signal }) as typeof ctx);
  }

  /** All pages of a list of objects. */
  async *pages(parameters: ValueRecord): AsyncGenerator<ObjectPage> {
    let page: ObjectPage | undefined;
    do {
      const token = page?.NextContinuationToken;
      page = await this.send<ObjectPage>('ListObjectsV2', {
        ...parameters,
        ...(token === undefined ? {} : { ContinuationToken: token }),
      });
      yield page;
    } while (page.NextContinuationToken !== undefined);
  }

  #send(name: string, parameters: ValueRecord, ctx: Client['ctx']): Promise<unknown> {
    const operation = this.#model.operations[name];
    if (operation === undefined) throw new Error(`S3 has no operation ${name}`);
    requireModeled(this.#model, operation, ctx.engine);
    const client: Client = { ...this.#client, ctx, operation };
    return send(client, prepareInput(client, parameters));
  }
}

function oneLookUp({ configuration, ctx, sign }: Invocation) {
  let found: Promise<SecretCredentials | undefined> | undefined;
  return () => {
    found ??= sign ? findCredentials(configuration, ctx) : Promise.resolve(undefined);
    return found.then((credentials) => {
      if (sign && credentials === undefined) throw noCredentials();
      return credentials;
    });
  };
}
