import { sha512 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { ApiOperation, Member, StructureShape } from '../engine/api/index';
import { encodeBase64 } from '../engine/base64';
import { AwsError } from '../engine/errors';
import type { WireResponse } from './http';
import type { BodyReader } from './rest-reader';
import { writeRestOutput, type BodyWriter } from './rest-writer';
import { localName, readXml, readXmlStructure } from './xml-reader';
import { element, escapeXml, xmlContent, type XmlFormat } from './xml-writer';

// The protocol "AWS REST XML", as Amazon S3 speaks it. Source: Smithy's specification of it, the
// syntax that Amazon S3's API Reference gives for each answer, and recorded answers.

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const namespace = ' xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

const format: XmlFormat = { text: (text) => text, time: (date) => date.toISOString() };

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads XML bodies. Throws MalformedXML for what is no XML, or the XML of something else. */
export const xmlBodies: BodyReader = {
  members: (body, shape) =>
    body.length === 0 ? {} : readXmlStructure(parse(body, undefined), shape),
  payload: (body, member, name) =>
    readXmlStructure(parse(body, member.locationName ?? name), member.shape as StructureShape),
};

function parse(body: Uint8Array, rootName: string | undefined) {
  const root = readXml(decode(body));
  if (root === undefined || (rootName !== undefined && localName(root.name) !== rootName)) {
    throw malformedXml();
  }
  return root;
}

function decode(body: Uint8Array): string {
  try {
    return utf8.decode(body);
  } catch {
    return '';
  }
}

/** What S3 says of a body that is no XML, or that of something else. Text recorded against AWS. */
export function malformedXml(): AwsError {
  return new AwsError(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}

/** The HTTP answer that carries an operation's output. */
export function writeXmlOutput(
  operation: ApiOperation,
  requestId: string,
  output: unknown,
): WireResponse {
  const answer = writeRestOutput(operation, output, bodyWriter);
  // A part of an object is an answer of its own kind, which the model does not tell.
  const isPart = answer.headers['content-range'] !== undefined;
  // `Expires` is whatever text was put with the object, and need not be a time.
  const expires = (output as { ExpiresString?: string } | undefined)?.ExpiresString;
  const isXml = typeof answer.body === 'string' && answer.body.startsWith(declaration);
  return {
    status: isPart ? 206 : (statuses[operation.name] ?? answer.status),
    headers: {
      ...ids(requestId),
      ...(isXml ? { 'content-type': 'application/xml' } : {}),
      ...answer.headers,
      ...(expires === undefined ? {} : { expires }),
    },
    body: answer.body,
  };
}

/** What the API model does not tell either. Recorded against AWS. */
const statuses: Readonly<Record<string, number>> = { PutBucketPolicy: 204, PutBucketTagging: 204 };

const bodyWriter: BodyWriter = {
  members(output, shape, operation) {
    const inBody = Object.values(shape.members).some(({ location }) => location === undefined);
    if (!inBody) return '';
    if (operation.name === 'GetBucketLocation') return location(output);
    const root = rootNames[operation.name] ?? `${operation.name}Result`;
    const content = xmlContent(output, inOrder(shape, operation.name), format);
    return declaration + element(root, content, namespace);
  },
  payload(value, member: Member, name) {
    const root = member.locationName ?? name;
    return declaration + element(root, xmlContent(value, member.shape, format), namespace);
  },
};

/**
 * Members that stand before or after the others, as in AWS's answers and not as in the API model:
 * clients that read an answer as it comes count on it. Recorded against AWS.
 */
const places: Readonly<Record<string, readonly [first: string[], last: string[]]>> = {
  ListBuckets: [['Owner'], []],
  ListMultipartUploads: [[], ['Uploads', 'CommonPrefixes']],
  ListObjectVersions: [[], ['Versions', 'DeleteMarkers', 'CommonPrefixes']],
  ListObjects: [[], ['Contents', 'CommonPrefixes']],
  ListObjectsV2: [[], ['Contents', 'CommonPrefixes']],
};

const ordered = new Map<string, StructureShape>();

function inOrder(shape: StructureShape, operation: string): StructureShape {
  const [first, last] = places[operation] ?? [];
  if (first === undefined || last === undefined) return shape;
  let done = ordered.get(operation);
  if (done === undefined) {
    const rank = (name: string) => (first.includes(name) ? 0 : last.includes(name) ? 2 : 1);
    const members = Object.entries(shape.members).sort(([a], [b]) => rank(a) - rank(b));
    done = { ...shape, members: Object.fromEntries(members) };
    ordered.set(operation, done);
  }
  return done;
}

// Its answer is the one element that other answers would have around it.
function location(output: Record<string, unknown>): string {
  const text = (output['LocationConstraint'] as string | undefined) ?? '';
  return declaration + element('LocationConstraint', escapeXml(text), namespace);
}

/** What stands around an answer, where it is not `<Operation>Result`. Source: API Reference. */
const rootNames: Readonly<Record<string, string>> = {
  CreateMultipartUpload: 'InitiateMultipartUploadResult',
  DeleteObjects: 'DeleteResult',
  GetBucketAccelerateConfiguration: 'AccelerateConfiguration',
  GetBucketAcl: 'AccessControlPolicy',
  GetBucketCors: 'CORSConfiguration',
  GetBucketLifecycle: 'LifecycleConfiguration',
  GetBucketLifecycleConfiguration: 'LifecycleConfiguration',
  GetBucketLogging: 'BucketLoggingStatus',
  GetBucketNotification: 'NotificationConfiguration',
  GetBucketNotificationConfiguration: 'NotificationConfiguration',
  GetBucketRequestPayment: 'RequestPaymentConfiguration',
  GetBucketTagging: 'Tagging',
  GetBucketVersioning: 'VersioningConfiguration',
  GetBucketWebsite: 'WebsiteConfiguration',
  GetObjectAcl: 'AccessControlPolicy',
  GetObjectAttributes: 'GetObjectAttributesResponse',
  GetObjectTagging: 'Tagging',
  ListBucketAnalyticsConfigurations: 'ListBucketAnalyticsConfigurationResult',
  ListBucketInventoryConfigurations: 'ListInventoryConfigurationsResult',
  ListBucketMetricsConfigurations: 'ListMetricsConfigurationsResult',
  ListBuckets: 'ListAllMyBucketsResult',
  ListDirectoryBuckets: 'ListAllMyDirectoryBucketsResult',
  ListObjectVersions: 'ListVersionsResult',
  ListObjects: 'ListBucketResult',
  ListObjectsV2: 'ListBucketResult',
};

/**
 * The HTTP answer that carries an error. Its details are elements beside the code and the text;
 * those whose names are in small letters are headers instead: `x-amz-delete-marker`.
 */
export function writeXmlError(error: AwsError, requestId: string, isHead: boolean): WireResponse {
  const { code, message, statusCode, details } = error;
  const headers: Record<string, string> = ids(requestId);
  let elements = element('Code', escapeXml(code)) + element('Message', escapeXml(message));
  for (const [name, value] of Object.entries(details)) {
    if (value === undefined || value === null) continue;
    const text = value instanceof Date ? format.time(value) : String(value);
    if (/^[a-z-]+$/.test(name)) headers[name] = text;
    else elements += element(name, escapeXml(text));
  }
  if (isHead || statusCode === 304) return { status: statusCode, headers, body: '' };
  elements += element('RequestId', requestId) + element('HostId', hostId(requestId));
  headers['content-type'] = 'application/xml';
  return { status: statusCode, headers, body: declaration + element('Error', elements) };
}

/** The headers by which AWS knows a request. */
export function ids(requestId: string): Record<string, string> {
  return { 'x-amz-request-id': requestId, 'x-amz-id-2': hostId(requestId) };
}

/** AWS's own name for what answered: 56 bytes in base64 that mean nothing to anybody else. */
function hostId(requestId: string): string {
  return encodeBase64(sha512(utf8ToBytes(requestId)).subarray(0, 56));
}
