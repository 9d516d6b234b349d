import { toJson, type ApiModel, type ApiOperation } from '../../engine/api/index';
import type { Bytes } from '../../engine/bytes';
import { writeForm } from './form';
import type { HttpRequest } from './message-bytes';
import { writeRest } from './rest-request';

/** What is to be asked, and where. */
export interface Asked {
  readonly model: ApiModel;
  readonly operation: ApiOperation;
  readonly input: object;
  /** Of the endpoint: scheme, host, and port where it is not the scheme's. */
  readonly url: URL;
  readonly userAgent: string;
}

/** A request that is not signed yet, and the host it goes to. */
export interface Unsigned {
  readonly host: string;
  readonly method: string;
  readonly target: string;
  readonly headers: HttpRequest['headers'];
  readonly body: Bytes;
}

const utf8 = new TextEncoder();

/** Writes a request in its service's protocol, as AWS's clients do. */
export function writeRequest(asked: Asked): Unsigned {
  const { model, operation, input, url, userAgent } = asked;
  const { protocol } = model;
  if (protocol === 'rest-xml' || protocol === 'rest-json') return writeRest(asked);
  const posted = { host: url.host, method: 'POST', target: url.pathname };
  const agent = ['User-Agent', userAgent] as const;
  if (protocol === 'query' || protocol === 'ec2') {
    return {
      ...posted,
      headers: [['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8'], agent],
      body: utf8.encode(writeForm(model, operation, input)),
    };
  }
  const body = operation.input === undefined ? {} : toJson(model, operation.input.name, input);
  return {
    ...posted,
    headers: [
      ['X-Amz-Target', `${model.targetPrefix ?? ''}.${operation.name}`],
      ['Content-Type', `application/x-amz-json-${model.jsonVersion ?? '1.1'}`],
      agent,
    ],
    body: utf8.encode(JSON.stringify(body)),
  };
}
