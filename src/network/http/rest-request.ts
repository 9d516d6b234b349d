import { toJson, type Member, type Shape, type StructureShape } from '../../engine/api/index';
import { encodeBase64 } from '../../engine/base64';
import { concat, type Bytes } from '../../engine/bytes';
import { percentEncode } from '../../engine/percent-encoding';
import { element, xmlContent, type XmlFormat } from '../../wire/xml-writer';
import type { Asked, Unsigned } from './write-request';

// REST protocols spread an input over the path, the query string, headers and the body. Source:
// Smithy's specifications "HTTP bindings", "AWS restXml" and "AWS restJson1".

type Values = Readonly<Record<string, unknown>>;

const utf8 = new TextEncoder();
const format: XmlFormat = { text: (text) => text, time: (date) => date.toISOString() };

/** Writes a request of a REST protocol. */
export function writeRest(asked: Asked): Unsigned {
  const { operation, url, userAgent } = asked;
  const input = asked.input as Values;
  const members = Object.entries(operation.input?.members ?? {}).filter(
    ([name]) => input[name] !== undefined && input[name] !== null,
  );
  const [path = '/', fixed = ''] = operation.http.uri.split('?');
  const query = fixed === '' ? [] : [fixed];
  const headers: [string, string][] = [['User-Agent', userAgent]];
  const labels = new Map<string, string>();
  for (const [name, member] of members) {
    const value = input[name];
    const wireName = member.locationName ?? name;
    if (member.location === 'uri') labels.set(wireName, text(value, member));
    if (member.location === 'querystring') query.push(...queryParts(wireName, value, member));
    // How long the body is says the body.
    if (member.location === 'header' && wireName !== 'Content-Length')
      headers.push([wireName, text(value, member)]);
    if (member.location === 'headers') {
      for (const [key, item] of Object.entries(value as Values)) {
        headers.push([`${wireName}${key}`, String(item)]);
      }
    }
  }
  const { host, pathname } = place(path, labels, url);
  return {
    ...{ host, method: operation.http.method },
    target: query.length === 0 ? pathname : `${pathname}?${query.join('&')}`,
    headers,
    body: body(asked, input),
  };
}

/** The path with its labels; Amazon S3's buckets are in the host's name where they can be. */
function place(uri: string, labels: ReadonlyMap<string, string>, url: URL) {
  const bucket = labels.get('Bucket');
  const inHost = bucket !== undefined && /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(bucket);
  const rest = inHost ? uri.replace('/{Bucket}', '') || '/' : uri;
  const pathname = rest.replaceAll(/\{([^}+]+)(\+?)\}/g, (_all, name: string, greedy: string) => {
    const label = labels.get(name) ?? '';
    return greedy === '' ? percentEncode(label) : label.split('/').map(percentEncode).join('/');
  });
  return { host: inHost ? `${bucket}.${url.host}` : url.host, pathname };
}

function queryParts(name: string, value: unknown, member: Member): string[] {
  const { shape } = member;
  if (shape.type === 'list') {
    return (value as unknown[]).flatMap((item) => queryParts(name, item, shape.member));
  }
  return [`${percentEncode(name)}=${percentEncode(text(value, member))}`];
}

function text(value: unknown, { shape, timestampFormat }: Member): string {
  switch (shape.type) {
    case 'timestamp': {
      const inQuery = (timestampFormat ?? shape.timestampFormat) === 'iso8601';
      return inQuery ? (value as Date).toISOString() : (value as Date).toUTCString();
    }
    case 'blob':
      return encodeBase64(value as Uint8Array);
    case 'list':
      return (value as unknown[]).map((item) => text(item, shape.member)).join(',');
    default:
      return String(value);
  }
}

function body({ model, operation }: Asked, input: Values): Bytes {
  const shape = operation.input;
  if (shape === undefined) return new Uint8Array(0);
  const { payload } = shape;
  const member = payload === undefined ? undefined : shape.members[payload];
  if (payload !== undefined && member !== undefined) {
    const value = input[payload];
    if (value === undefined || value === null) return new Uint8Array(0);
    if (value instanceof Uint8Array) return concat(value);
    if (typeof value === 'string') return utf8.encode(value);
    const name = member.locationName ?? payload;
    return structure(model.protocol, name, value, member.shape, member.xmlNamespace?.uri);
  }
  const inBody = Object.entries(shape.members).filter(([, { location }]) => location === undefined);
  if (!inBody.some(([name]) => input[name] !== undefined)) return new Uint8Array(0);
  if (model.protocol === 'rest-json') {
    return utf8.encode(JSON.stringify(toJson(model, shape.name, bodyValues(input, shape))));
  }
  const { name = shape.name, xmlNamespace } = operation.inputElement ?? {};
  return structure(model.protocol, name, input, shape, xmlNamespace);
}

function bodyValues(input: Values, { members }: StructureShape): Values {
  const kept = Object.entries(input).filter(([name]) => members[name]?.location === undefined);
  return Object.fromEntries(kept);
}

function structure(
  protocol: string,
  name: string,
  value: unknown,
  shape: Shape,
  namespace: string | undefined,
): Bytes {
  if (protocol === 'rest-json') return utf8.encode(JSON.stringify(value));
  const attribute = namespace === undefined ? '' : ` xmlns="${namespace}"`;
  return utf8.encode(element(name, xmlContent(value, shape, format), attribute));
}
