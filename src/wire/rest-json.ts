import { fromJson, toJson, type ApiModel, type StructureShape } from '../engine/api/index';
import type { Cloud } from '../engine/cloud';
import { unknownOperation } from '../engine/common-errors';
import { AwsError, internalFailure } from '../engine/errors';
import type { Service } from '../engine/operation';
import { splitTarget } from '../engine/signing/index';
import { parseBody, writeErrorBody } from './aws-json';
import type { WireRequest, WireResponse } from './http';
import { readQueryString, readRestInput, type BodyReader } from './rest-reader';
import { createRouter, type Router } from './rest-routes';
import { writeRestOutput, type BodyWriter } from './rest-writer';
import { ask, identify, type DoorOptions } from './sender';

// The protocol "AWS REST JSON 1". Source: Smithy's specification of it.

/** What answers requests to a REST-JSON service, and knows which are for it. */
export interface RestJsonDoor {
  readonly service: Service;
  isFor(request: WireRequest): boolean;
  handle(request: WireRequest): Promise<WireResponse>;
}

/** Opens a REST-JSON service's endpoints of an engine. */
export function createRestJsonDoor(
  cloud: Cloud,
  service: Service,
  options: DoorOptions,
): RestJsonDoor {
  const { model } = service;
  const router = createRouter(model);
  return {
    service,
    isFor: (request) => find(router, request) !== undefined,
    async handle(request) {
      try {
        const sent = identify(request, model, options);
        const found = find(router, request);
        if (found === undefined || !Object.hasOwn(service.operations, found.operation.name)) {
          throw unknownOperation();
        }
        const { operation, message } = found;
        const input = readRestInput(operation, message, bodyReader(model));
        const { requestId, output } = await ask(cloud, service, operation.name, input, sent);
        const { status, headers, body } = writeRestOutput(operation, output, bodyWriter(model));
        return { status, headers: { ...ownHeaders(requestId), ...headers }, body };
      } catch (cause) {
        const error = cause instanceof AwsError ? cause : internalFailure(cause);
        return refuse(model, error, error.requestId ?? crypto.randomUUID());
      }
    },
  };
}

function find(router: Router, { method, target, headers, body }: WireRequest) {
  const { path, query: text } = splitTarget(target);
  const query = readQueryString(text);
  const hasHeader = (name: string) => headers[name] !== undefined;
  const route = router.find({ method, path, query: new Map(query), hasHeader });
  if (route === undefined) return undefined;
  const { operation, labels } = route;
  return { operation, message: { labels, query, headers, body } };
}

function bodyReader(model: ApiModel): BodyReader {
  const read = (body: Uint8Array, shape: StructureShape) =>
    fromJson(model, shape.name, parseBody(body)) as Record<string, unknown>;
  return {
    members(body, shape) {
      if (body.length === 0) return {};
      const value = read(body, shape);
      // What travels elsewhere is not read from the body as well.
      const inBody = Object.entries(shape.members).filter(([, { location }]) => !location);
      return Object.fromEntries(
        inBody.filter(([name]) => name in value).map(([name]) => [name, value[name]]),
      );
    },
    payload: (body, { shape }) => read(body, shape as StructureShape),
  };
}

function bodyWriter(model: ApiModel): BodyWriter {
  return {
    members: (output, shape) => JSON.stringify(toJson(model, shape.name, output)),
    payload: (value, { shape }) => JSON.stringify(toJson(model, shape.name, value)),
  };
}

function refuse(model: ApiModel, error: AwsError, requestId: string): WireResponse {
  return {
    status: error.statusCode,
    headers: { ...ownHeaders(requestId), 'x-amzn-ErrorType': error.code },
    body: JSON.stringify(writeErrorBody(model, error)),
  };
}

function ownHeaders(requestId: string): Record<string, string> {
  return { 'x-amzn-RequestId': requestId, 'content-type': 'application/json' };
}
