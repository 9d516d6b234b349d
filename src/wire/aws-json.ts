import { fromJson, toJson, type ApiModel, type ApiOperation } from '../engine/api/index';
import { AwsError } from '../engine/errors';
import type { WireResponse } from './http';

// The protocol "AWS JSON 1.1". Source: Smithy's specification of it; recorded answers.

const utf8 = new TextDecoder();

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
export function readInput(model: ApiModel, operation: ApiOperation, json: object): object {
  if (operation.input === undefined) return {};
  return fromJson(model, operation.input.name, json) as object;
}

/** The HTTP answer that carries an operation's output. */
export function writeOutput(
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
export function writeError(
  model: ApiModel | undefined,
  error: AwsError,
  requestId: string,
): WireResponse {
  const { code, message, statusCode, details } = error;
  const shown = message === '' ? {} : { [messageMember(model, code)]: message };
  return {
    status: statusCode,
    headers: { ...headers(model, requestId), 'x-amzn-ErrorType': code },
    body: JSON.stringify({ __type: code, ...writeDetails(model, code, details), ...shown }),
  };
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
