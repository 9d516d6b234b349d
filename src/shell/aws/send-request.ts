import { toJson, type ApiModel, type ApiOperation } from '../../engine/api/index';
import { badSignature } from '../../engine/common-errors';
import { AwsError } from '../../engine/errors';
import type { Credentials } from '../../engine/operation';
import type { CommandContext } from '../command';
import { connect, type Endpoint } from './configuration/endpoint';
import type { DebugLog } from './debug-log';
import { commandLineName } from './names';
import { outputValue } from './output/output-value';
import { decodeBlobs, type BinaryFormat } from './parameters/binary';
import { engineInput } from './parameters/engine-input';
import { validateParameters } from './parameters/validate';
import type { ValueRecord } from './parameters/value';
import { ServiceError } from './report-error';
import { Exhausted, withRetries } from './retry';

/** The version of AWS's own CLI whose behaviour this is. */
export const cliVersion = 'aws-cli/2.36.7';

/** An operation, and everything a request for it needs beside its parameters. */
export interface Client {
  readonly model: ApiModel;
  readonly operation: ApiOperation;
  readonly endpoint: Endpoint;
  readonly binaryFormat: BinaryFormat;
  /** Looks the access keys up; undefined with `--no-sign-request`. */
  readonly credentials: () => Promise<Credentials | undefined>;
  readonly ctx: CommandContext;
  readonly log: DebugLog;
}

/** Checks parameters as botocore does, in its order; returns the input for the engine. */
export function prepareInput(client: Client, parameters: ValueRecord): object {
  const { input } = client.operation;
  if (input === undefined) return {};
  const decoded = client.binaryFormat === 'base64' ? decodeBlobs(parameters, input) : parameters;
  validateParameters(decoded, input);
  return engineInput(decoded, input);
}

/** Sends one request and returns what it answers, ready to print. */
export async function sendRequest(client: Client, parameters: ValueRecord): Promise<ValueRecord> {
  const { model, operation, endpoint, ctx, log } = client;
  const input = prepareInput(client, parameters);
  const credentials = await client.credentials();
  logRequest(client, input);
  const { region: answering, transport } = connect(model, endpoint);
  ctx.signal.throwIfAborted();
  try {
    if (credentials === undefined && !operation.unsigned) throw missingToken();
    if (answering !== endpoint.region) throw foreignRegion(model, endpoint);
    const request = {
      service: model.service,
      operation: operation.name,
      region: endpoint.region,
      credentials: credentials ?? { accessKeyId: '', secretAccessKey: '' },
      input,
      transport,
      // As the AWS CLI names itself to services, and so to the audit trail.
      userAgent: `${cliVersion} command/${model.service}.${commandLineName(operation.name)}`,
    };
    const reply = await withRetries(ctx, log, () => ctx.engine.send(request));
    const output = outputValue(reply.output, operation.output);
    log('endpoint', `Response: request ID ${reply.requestId}, body ${JSON.stringify(output)}`);
    return output;
  } catch (cause) {
    const retries = cause instanceof Exhausted ? cause.retries : 0;
    const error = cause instanceof Exhausted ? cause.error : cause;
    if (!(error instanceof AwsError)) throw error;
    log('endpoint', `Response: status ${error.statusCode}, ${error.code}: ${error.message}`);
    const shape = operation.errors.find((known) => known.error?.code === error.code);
    throw new ServiceError(error, operation.name, Object.keys(shape?.members ?? {}), retries);
  }
}

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
  const body = operation.input === undefined ? {} : toJson(model, operation.input.name, input);
  const target =
    model.targetPrefix === undefined
      ? `Action: ${name}`
      : `X-Amz-Target: ${model.targetPrefix}.${name}`;
  log('endpoint', `Request: POST ${endpoint.url}, ${target}, body ${JSON.stringify(body)}`);
}
