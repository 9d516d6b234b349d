import { fromJson, toJson, type ApiModel, type ApiOperation } from '../engine/api/index';
import { unknownOperation } from '../engine/common-errors';
import type { Cloud } from '../engine/cloud';
import { AwsError, internalFailure } from '../engine/errors';
import type { Service } from '../engine/operation';
import type { WireRequest, WireResponse } from './http';
import { ask, identify, type DoorOptions } from './sender';

// The protocol "AWS JSON 1.1". Source: Smithy's specification of it; recorded answers.

const utf8 = new TextDecoder();

/** Answers a request for what `X-Amz-Target` names: `TrentService.Encrypt`. */
export type JsonDoor = (request: WireRequest, target: string) => Promise<WireResponse>;

/** Opens the endpoints of an engine's JSON services. */
export function createJsonDoor(cloud: Cloud, options: DoorOptions): JsonDoor {
  const byTarget = new Map<string, Service>();
  for (const service of cloud.services) {
    const { targetPrefix } = service.model;
    if (targetPrefix === undefined) continue;
    byTarget.set(targetPrefix, service);
    // CloudTrail's is `com.amazonaws...CloudTrail_20131101` in some SDKs and its last part in others.
    byTarget.set(targetPrefix.slice(targetPrefix.lastIndexOf('.') + 1), service);
  }

  return async (request, target) => {
    const dot = target.lastIndexOf('.');
    const service = byTarget.get(target.slice(0, Math.max(dot, 0)));
    try {
      const name = target.slice(dot + 1);
      const isKnown = service !== undefined && Object.hasOwn(service.operations, name);
      const operation = isKnown ? service.model.operations[name] : undefined;
      if (!isKnown || operation === undefined) throw unknownOperation();
      const json = parseBody(request.body);
      const sent = identify(request, service.model, options);
      const input = readInput(service.model, operation, json);
      const { requestId, output } = await ask(cloud, service, name, input, sent);
      return writeOutput(service.model, operation, requestId, output);
    } catch (cause) {
      const error = cause instanceof AwsError ? cause : internalFailure(cause);
      return writeError(service?.model, error, error.requestId ?? crypto.randomUUID());
    }
  };
}

/** The refusal of a body that is not JSON, or not an object: AWS sends no text with it. */
function notJson(): AwsError {
  return new AwsError('SerializationException', '');
}

/** A body as parsed JSON, before the operation's own types are looked at. */
export function parseBody(body: Uint8Array): object {
  let json: unknown;
  try {
    json = JSON.parse(utf8.decode(body));
  } catch {
    throw notJson();
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw notJson();
  return json;
}

/** An operation's input from its parsed JSON. */
function readInput(model: ApiModel, operation: ApiOperation, json: object): object {
  if (operation.input === undefined) return {};
  return fromJson(model, operation.input.name, json) as object;
}

/** The HTTP answer that carries an operation's output. */
function writeOutput(
  model: ApiModel,
  operation: ApiOperation,
  requestId: string,
  output: unknown,
): WireResponse {
  // Operations without an output answer with an empty body.
  const body =
    operation.output === undefined
      ? ''
      : JSON.stringify(toJson(model, operation.output.name, output ?? {}));
  return { status: operation.http.code, headers: headers(model, requestId), body };
}

/** The HTTP answer that carries an error: an error without a text has no member for it. */
function writeError(model: ApiModel | undefined, error: AwsError, requestId: string): WireResponse {
  return {
    status: error.statusCode,
    headers: { ...headers(model, requestId), 'x-amzn-ErrorType': error.code },
    body: JSON.stringify({ __type: error.code, ...writeErrorBody(model, error) }),
  };
}

/** What an error says of itself, without its type. */
export function writeErrorBody(model: ApiModel | undefined, error: AwsError): object {
  const { code, message, details } = error;
  const shown = message === '' ? {} : { [messageMember(model, code)]: message };
  return { ...writeDetails(model, code, details), ...shown };
}

function headers(model: ApiModel | undefined, requestId: string): Record<string, string> {
  const version = model?.jsonVersion ?? '1.1';
  return {
    'x-amzn-RequestId': requestId,
    'content-type': `application/x-amz-json-${version}`,
  };
}

/** Errors of the platform, which no model describes, that spell it with a capital letter. */
const capitalMessage = new Set(['AccessDeniedException', 'SerializationException']);

function messageMember(model: ApiModel | undefined, code: string): 'message' | 'Message' {
  const shape = model?.shapes[code];
  if (shape?.type === 'structure') {
    return 'Message' in shape.members ? 'Message' : 'message';
  }
  return capitalMessage.has(code) ? 'Message' : 'message';
}

function writeDetails(model: ApiModel | undefined, code: string, details: AwsError['details']) {
  if (model?.shapes[code] === undefined) return {};
  return toJson(model, code, details) as object;
}
