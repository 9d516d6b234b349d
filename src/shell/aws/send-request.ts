import { toJson, type ApiModel, type ApiOperation } from '../../engine/api/index';
import { badSignature } from '../../engine/common-errors';
import { AwsError } from '../../engine/errors';
import type { SecretCredentials } from '../../engine/operation';
import type { CommandContext } from '../command';
import { randomUuid } from '../devices';
import { awsEndpoint, connect, type Endpoint } from './configuration/endpoint';
import { regions } from './configuration/regions';
import { deliver, type TlsSettings } from './deliver';
import type { DebugLog } from './debug-log';
import { commandLineName } from './names';
import { outputValue } from './output/output-value';
import { decodeBlobs, type BinaryFormat } from './parameters/binary';
import { engineInput } from './parameters/engine-input';
import { validateParameters } from './parameters/validate';
import { s3Parameters, withCopySource } from './parameters/s3-parameters';
import type { ValueRecord } from './parameters/value';
import { ServiceError } from './report-error';
import { Exhausted, withRetries } from './retry';
import { commandOf } from './services';

/** The version of AWS's own CLI whose behaviour this is. */
export const cliVersion = 'aws-cli/2.36.7';

/** An operation, and everything a request for it needs beside its parameters. */
export interface Client {
  readonly model: ApiModel;
  readonly operation: ApiOperation;
  readonly endpoint: Endpoint;
  readonly tls: TlsSettings;
  /** How often a request is sent at most. */
  readonly maxAttempts: number;
  readonly binaryFormat: BinaryFormat;
  /** Looks the access keys up; undefined with `--no-sign-request`. */
  readonly credentials: () => Promise<SecretCredentials | undefined>;
  readonly ctx: CommandContext;
  readonly log: DebugLog;
  /** How services see the command named: `s3.cp`. */
  readonly command?: string;
}

/** Checks parameters as botocore does, in its order; returns the input for the engine. */
export function prepareInput(client: Client, parameters: ValueRecord): object {
  const { input } = client.operation;
  if (input === undefined) return {};
  const asked = withTokens(client, withChecksumMode(client.operation, parameters));
  const given = client.model.service === 's3' ? s3Parameters(asked) : asked;
  const decoded = client.binaryFormat === 'base64' ? decodeBlobs(given, input) : given;
  validateParameters(decoded, input);
  return engineInput(decoded, input);
}

// Clients ask for an object's checksum, to compare it, unless they are told otherwise.
function withChecksumMode({ httpChecksum }: ApiOperation, parameters: ValueRecord): ValueRecord {
  const member = httpChecksum?.requestValidationModeMember;
  return member === undefined ? parameters : { [member]: 'ENABLED', ...parameters };
}

// A request that is sent again is known by its token, which clients make up where nobody gives one.
function withTokens({ operation, ctx }: Client, parameters: ValueRecord): ValueRecord {
  const names = Object.entries(operation.input?.members ?? {}).flatMap(([name, member]) =>
    member.idempotencyToken === true && parameters[name] === undefined ? [name] : [],
  );
  if (names.length === 0) return parameters;
  const tokens = names.map((name) => [name, randomUuid(ctx.engine)] as const);
  return { ...parameters, ...Object.fromEntries(tokens) };
}

/** Sends one request and returns what it answers, ready to print. */
export async function sendRequest(client: Client, parameters: ValueRecord): Promise<ValueRecord> {
  const { model, operation } = client;
  const given = model.service === 's3' ? withCopySource(parameters) : parameters;
  return outputValue(await send(client, prepareInput(client, given)), operation.output);
}

/** Sends one request and returns its answer as the engine gives it. */
export async function send(client: Client, input: object): Promise<unknown> {
  const { operation, ctx, log } = client;
  const credentials = await client.credentials();
  logRequest(client, input);
  try {
    if (credentials === undefined && !operation.unsigned) throw missingToken();
    const signed = credentials ?? { accessKeyId: '', secretAccessKey: '' };
    const attempt = (to: Client) =>
      withRetries(ctx, client.maxAttempts, log, () => sendOnce(to, input, signed));
    const reply = await attempt(client).catch((error: unknown) => {
      const elsewhere = redirected(client, error);
      if (elsewhere === undefined) throw error;
      return attempt(elsewhere);
    });
    log('endpoint', () => {
      const output = JSON.stringify(outputValue(reply.output, operation.output));
      return `Response: request ID ${reply.requestId}, body ${output}`;
    });
    return reply.output;
  } catch (cause) {
    const retries = cause instanceof Exhausted ? cause.retries : undefined;
    const error = asReceived(operation, cause instanceof Exhausted ? cause.error : cause);
    if (!(error instanceof AwsError)) throw error;
    log('endpoint', `Response: status ${error.statusCode}, ${error.code}: ${error.message}`);
    const shape = operation.errors.find((known) => known.error?.code === error.code);
    throw new ServiceError(error, operation.name, Object.keys(shape?.members ?? {}), retries);
  }
}

function sendOnce(client: Client, input: object, credentials: SecretCredentials) {
  const { model, operation, endpoint, tls, ctx } = client;
  const { region: answering, transport } = connect(model, endpoint);
  ctx.signal.throwIfAborted();
  if (answering !== endpoint.region) throw foreignRegion(model, endpoint);
  const { command = `${commandOf(model)}.${commandLineName(operation.name)}` } = client;
  const request = {
    ...{ service: model.service, operation: operation.name, region: endpoint.region },
    ...{ credentials, input, transport },
    // As the AWS CLI names itself to services, and so to the audit trail.
    userAgent: `${cliVersion} command/${command}`,
  };
  return deliver({ request, model, operation, url: endpoint.url, tls, ctx });
}

// S3 says where a bucket is, and AWS's clients ask again there, once.
function redirected(client: Client, error: unknown): Client | undefined {
  const { model, endpoint, log } = client;
  if (!(error instanceof AwsError) || error.code !== 'PermanentRedirect') return undefined;
  const region = regions.find((name) => {
    return String(error.details['Endpoint']).endsWith(`.s3.${name}.amazonaws.com`);
  });
  if (region === undefined || region === endpoint.region) return undefined;
  log(
    'endpoint',
    `S3 client configured for region ${endpoint.region} but the bucket is in ${region}`,
  );
  return { ...client, endpoint: { region, url: awsEndpoint(model, region) } };
}

// An answer to HEAD has no body: all that a client learns of an error is its HTTP status.
function asReceived({ http }: ApiOperation, error: unknown): unknown {
  if (http.method !== 'HEAD' || !(error instanceof AwsError)) return error;
  const { statusCode, details } = error;
  const reason = reasonPhrases[statusCode] ?? error.message;
  return new AwsError(String(statusCode), reason, statusCode, details);
}

/** Source: RFC 9110, section 15; 503 as S3 has it. */
const reasonPhrases: Readonly<Record<number, string>> = {
  301: 'Moved Permanently', 304: 'Not Modified', 400: 'Bad Request', 403: 'Forbidden',
  404: 'Not Found', 405: 'Method Not Allowed', 412: 'Precondition Failed',
  416: 'Requested Range Not Satisfiable', 500: 'Internal Server Error', 503: 'Slow Down',
}; // prettier-ignore

// The engine's door takes signed requests only, so an unsigned one is refused before it, in the
// words of AWS's JSON services.
function missingToken(): AwsError {
  return new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token');
}

// What every service says to a signature made for another Region than its own.
function foreignRegion({ protocol }: ApiModel, { region }: Endpoint): AwsError {
  const { code, statusCode } = badSignature(protocol);
  const message = `Credential should be scoped to a valid region, not '${region}'.`;
  return new AwsError(code, message, statusCode);
}

function logRequest({ model, operation, endpoint, log }: Client, input: object): void {
  const { name } = operation;
  log('endpoint', () => {
    const body = operation.input === undefined ? {} : toJson(model, operation.input.name, input);
    const target =
      model.targetPrefix === undefined
        ? `Action: ${name}`
        : `X-Amz-Target: ${model.targetPrefix}.${name}`;
    return `Request: POST ${endpoint.url}, ${target}, body ${JSON.stringify(body)}`;
  });
}
