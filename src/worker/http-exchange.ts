import type { ApiOperation } from '../engine/api/index';
import { loadModel, type ServiceName } from '../engine/api/index';
import type { Cloud } from '../engine/cloud';
import { AwsError } from '../engine/errors';
import type { Engine } from '../engine/engine';
import { plainHttp, tls13, type SecretCredentials } from '../engine/operation';
import { accessKeysTable } from '../engine/services/iam/state';
import { sessionsTable } from '../engine/services/sts/state';
import { shownBytes } from '../engine/shown-bytes';
import type { EndStep, RequestStep } from '../engine/trace';
import { readRequest, requestBytes, responseBytes } from '../network/http/message-bytes';
import { signRequest } from '../network/http/sign-request';
import { writeRequest } from '../network/http/write-request';
import { awsEndpoint } from '../shell/aws/configuration/endpoint';
import { createDoor } from '../wire/door';

/** A request of a service's client as trace and audit trail have it. */
export interface TracedRequest {
  readonly request: RequestStep;
  /** Its answer; absent while there is none. */
  readonly end?: EndStep;
  /** Whose credentials signed it; absent where nobody's did, or they were refused. */
  readonly accessKeyId?: string;
  /** As the audit trail has it; absent for a request that is not in it. */
  readonly userAgent?: string;
  readonly secure: boolean;
}

/**
 * What of an exchange cannot be as it was: the trace keeps the beginning of long bodies and none of
 * an object's content, and an access key may be gone since.
 */
export type Loss = 'request body' | 'response body' | 'signature' | 'user agent';

/** A request and its answer as bytes of HTTP/1.1, before TLS. */
export interface HttpExchange {
  readonly host: string;
  readonly secure: boolean;
  readonly request: Uint8Array;
  /** Absent where the service's endpoint refused to read the request, or there is no answer yet. */
  readonly response?: Uint8Array;
  readonly losses: readonly Loss[];
}

/**
 * Puts a request of the trace on the wire again: written in its service's protocol, signed with the
 * access key it was signed with, at its own time; and its answer as the service's endpoint writes it.
 * The world stays as it is. Rejects for an input that no client can write.
 */
export async function httpExchange(engine: Engine, traced: TracedRequest): Promise<HttpExchange> {
  const { request: step, end, userAgent = '', secure } = traced;
  const model = await loadModel(step.service as ServiceName);
  const operation = model.operations[step.operation];
  if (operation === undefined) throw new Error(`${step.service} has no ${step.operation}.`);
  const losses: Loss[] = [];
  const url = new URL(awsEndpoint(model, step.region));
  if (!secure) url.protocol = 'http:';
  const body = bodyAtHand(step.input as object, operation.input?.payload);
  if (body.isCut) losses.push('request body');
  const unsigned = writeRequest({ model, operation, input: body.members, url, userAgent });
  if (userAgent === '') losses.push('user agent');
  const secret = secretOf(engine, traced.accessKeyId);
  const signedFor = { region: step.region, service: model.signingName, now: step.at };
  const named = {
    ...unsigned,
    headers: unsigned.headers.filter(([name, value]) => name !== 'User-Agent' || value !== ''),
  };
  const signed = signRequest(named, secret ?? nobody, signedFor);
  if (secret === undefined && traced.accessKeyId !== undefined) losses.push('signature');
  const unproved = ['Authorization', 'X-Amz-Security-Token'];
  const headers = signed.headers.filter(
    ([name]) => secret !== undefined || !unproved.includes(name),
  );
  const answer = end && (await answerBytes(engine, requestBytes(signed), traced, operation, end));
  if (answer?.isCut === true) losses.push('response body');
  return {
    ...{ host: named.host, secure, losses, request: requestBytes({ ...signed, headers }) },
    ...(answer === undefined ? {} : { response: answer.bytes }),
  };
}

const nobody: SecretCredentials = { accessKeyId: '', secretAccessKey: '' };

function secretOf(
  { tables }: Engine,
  accessKeyId: string | undefined,
): SecretCredentials | undefined {
  if (accessKeyId === undefined) return undefined;
  const session = tables.get(sessionsTable, accessKeyId);
  if (session !== undefined) {
    const { SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = session;
    return { accessKeyId, secretAccessKey, sessionToken };
  }
  const key = tables.get(accessKeysTable, accessKeyId);
  return key && { accessKeyId, secretAccessKey: key.SecretAccessKey };
}

/** Members with as much of their body as the trace has: content that is read in pieces it has not. */
function bodyAtHand(members: object, payload: string | undefined) {
  const body = payload === undefined ? undefined : (members as Record<string, unknown>)[payload];
  if (payload === undefined || typeof body !== 'object' || body === null) {
    return { members, isCut: false };
  }
  if (body instanceof Uint8Array) return { members, isCut: body.length >= shownBytes };
  // An object's content as S3 answers with it: short enough, it is whole.
  if ('held' in body) return { members: { ...members, [payload]: body.held }, isCut: false };
  // Any other structure is written out like any member.
  if (!(body instanceof Blob) && !('size' in body)) return { members, isCut: false };
  return { members: { ...members, [payload]: undefined }, isCut: true };
}

/** What the service's endpoint answers, the trace standing in for the service. */
async function answerBytes(
  engine: Engine,
  bytes: Uint8Array<ArrayBuffer>,
  { request: step, secure }: TracedRequest,
  { output: shape }: ApiOperation,
  { output, error }: EndStep,
): Promise<{ readonly bytes: Uint8Array; readonly isCut: boolean } | undefined> {
  const body = bodyAtHand((output ?? {}) as object, shape?.payload);
  let wasAsked = false;
  const traced: Cloud = {
    ...{ services: engine.services, tables: engine.tables, now: step.at },
    send: () => {
      wasAsked = true;
      if (error === undefined) {
        return Promise.resolve({ requestId: step.requestId, output: body.members });
      }
      const refusal = new AwsError(error.code, error.message, error.statusCode);
      refusal.requestId = step.requestId;
      return Promise.reject(refusal);
    },
  };
  const door = createDoor(traced, { clock: () => step.at });
  const transport = secure ? tls13 : plainHttp;
  const response = await responseBytes(await door.handle({ ...readRequest(bytes), transport }));
  return wasAsked ? { bytes: response, isCut: body.isCut } : undefined;
}
