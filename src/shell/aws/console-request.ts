import { AwsError, isOutOfMemory, outOfMemory } from '../../engine/errors';
import type { CommandContext } from '../command';
import { randomUuid } from '../devices';
import { CliError, NotAvailable } from './cli-error';
import { Configuration } from './configuration/configuration';
import { findCredentials, noCredentials } from './configuration/credentials';
import { findEndpoint } from './configuration/endpoint';
import { ServiceError } from './report-error';
import { send, type Client } from './send-request';
import { modelOfCommand, requireModeled } from './services';
import { commandName, type ServiceName } from '../../engine/api/index';

/** A request of one of the page's consoles; its input has the shape of the API model. */
export interface ConsoleRequest {
  readonly service: string;
  readonly operation: string;
  readonly input: object;
  /** Where it goes, if not to the Region of the terminal: copies go to where they are to be. */
  readonly region?: string;
}

/** Why a request failed: as AWS answered, or, without a status, as the AWS CLI would refuse it. */
export interface ConsoleError {
  readonly code: string;
  readonly message: string;
  readonly statusCode?: number;
}

/** What came of a request of a console. */
export type ConsoleAnswer = { readonly output: unknown } | { readonly error: ConsoleError };

/** Sends a request as `aws` would with this environment and these files: same identity, same Region. */
export async function sendForConsole(
  { service, operation: name, input, region }: ConsoleRequest,
  ctx: CommandContext,
): Promise<ConsoleAnswer> {
  try {
    const model = await modelOfCommand(commandName(service as ServiceName), ctx.engine);
    const operation = model?.operations[name];
    if (model === undefined || operation === undefined) {
      throw new NotAvailable(`there is no operation ${name} of ${service}.`);
    }
    requireModeled(model, operation, ctx.engine);
    const options = new Map(region === undefined ? [] : [['region', region] as const]);
    const configuration = new Configuration(options, ctx);
    const client: Client = {
      ...{ model, operation, ctx, log: () => undefined },
      endpoint: findEndpoint(model, configuration),
      tls: configuration.tls,
      maxAttempts: configuration.maxAttempts,
      binaryFormat: 'base64',
      credentials: async () => {
        const credentials = await findCredentials(configuration, ctx);
        if (credentials === undefined) throw noCredentials();
        return credentials;
      },
    };
    return { output: await whole(await send(client, withTokens(client, input))) };
  } catch (error) {
    const told = asError(error);
    if (told === undefined) throw error;
    return { error: told };
  }
}

function withTokens({ operation, ctx }: Client, input: object): object {
  const tokens = Object.entries(operation.input?.members ?? {})
    .filter(([name, member]) => member.idempotencyToken === true && !(name in input))
    .map(([name]) => [name, randomUuid(ctx.engine)] as const);
  return { ...input, ...Object.fromEntries(tokens) };
}

/** An answer whose body is at hand: it has to reach the page in one piece. */
async function whole(output: unknown): Promise<unknown> {
  if (typeof output !== 'object' || output === null) return output;
  const members = await Promise.all(
    Object.entries(output).map(async ([name, value]) => [name, await bodyOf(value)] as const),
  );
  return Object.fromEntries(members);
}

async function bodyOf(value: unknown): Promise<unknown> {
  if (typeof value !== 'object' || value === null || !(Symbol.asyncIterator in value)) return value;
  const pieces: BlobPart[] = [];
  for await (const piece of value as AsyncIterable<Uint8Array<ArrayBuffer>>) pieces.push(piece);
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

function asError(error: unknown): ConsoleError | undefined {
  if (error instanceof ServiceError) return asError(error.error);
  if (error instanceof AwsError) {
    const { code, message, statusCode } = error;
    return { code, message, statusCode };
  }
  if (error instanceof CliError) {
    return { code: error.code ?? 'CommandFailed', message: error.message };
  }
  if (error instanceof NotAvailable) return { code: 'NotAvailable', message: error.message };
  return isOutOfMemory(error) ? { code: 'InsufficientMemory', message: outOfMemory } : undefined;
}
