import { hmac } from '@noble/hashes/hmac.js';
import { sha1 } from '@noble/hashes/legacy.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { encodeBase64 } from '../engine/base64';
import type { ApiOperation, StructureShape } from '../engine/api/index';
import type { SignedCredentials } from '../engine/operation';
import { sign, sigV4Algorithm, splitTarget, type Hashing } from '../engine/signing/index';
import { parseBasicTimestamp } from './authorization';
import { isForm, readForm, type Form } from './form-data';
import { header, type WireRequest, type WireResponse } from './http';
import { checkPostPolicy } from './post-policy';
import { readCredential } from './s3-authorization';
import { readS3Address } from './s3-address';
import type { RestMessage } from './rest-reader';
import * as errors from './s3-errors';
import { asHeaderOfForm } from './s3-headers';
import { calculationOf, type S3Clock, type S3Signed } from './s3-signature';
import { malformedXml } from './rest-xml';
import { readXml, readXmlStructure } from './xml-reader';
import { element, escapeXml } from './xml-writer';

// Uploads by a browser's form. What is signed is the policy that the form carries: whoever has the
// form may upload what the policy lets by. Source: Amazon S3 API Reference, "Browser-based uploads
// using POST (AWS signature version 4)", and "POST Object".

/** An upload by a form. */
export interface PostUpload {
  readonly bucket: string;
  readonly key: string;
  /** Its fields by their names in lower case; `key` is as it is meant. */
  readonly fields: ReadonlyMap<string, string>;
  readonly file: Uint8Array;
}

/** Whether a request is sent where forms are: to a bucket, with no parameter that says more. */
export function isPost({ method, headers, target }: WireRequest): boolean {
  if (method !== 'POST') return false;
  const { path, query } = splitTarget(target);
  return query === '' && /^\/[^/]+\/?$/.test(readS3Address(headers, path).path);
}

/** Reads an upload by a form. Throws PreconditionFailed for a request that carries none. */
export function readPost(request: WireRequest): PostUpload {
  if (!isForm(request)) throw errors.notAForm();
  const form = readForm(request);
  const { path } = readS3Address(request.headers, splitTarget(request.target).path);
  const fields = new Map(form.fields.map(({ name, value }) => [name.toLowerCase(), value]));
  const bucket = decodeURIComponent(path.split('/')[1] ?? '');
  const key = meantKey(fields.get('key'), form);
  fields.set('key', key).set('bucket', bucket);
  return { bucket, key, fields, file: form.file.content };
}

function meantKey(key: string | undefined, { file }: Form): string {
  if (key === undefined) throw errors.missingField('key');
  // A function, as a replacement's text may have marks of its own.
  return file.name === undefined ? key : key.replaceAll('${filename}', () => file.name ?? '');
}

/** Reads the signature of an upload's policy; undefined where nobody signed it. */
export function readPostSignature(
  { fields }: PostUpload,
  hashing: Hashing,
  { now }: S3Clock,
): S3Signed | undefined {
  const names = ['x-amz-algorithm', 'x-amz-credential', 'x-amz-signature', 'x-amz-date'];
  if (names.some((name) => fields.has(name))) return signedByV4(fields, hashing, now);
  const ofV2 = ['AWSAccessKeyId', 'Signature'];
  if (!ofV2.some((name) => fields.has(name.toLowerCase()))) return undefined;
  const [accessKeyId = '', signature = ''] = requiredFields(fields, ofV2);
  const policy = fields.get('policy') ?? '';
  const isSignedWith = (secret: string) =>
    encodeBase64(hmac(sha1, utf8ToBytes(secret), utf8ToBytes(policy))) === signature;
  return signedPolicy(fields, { accessKeyId, isSignedWith }, signature, 'AWS', 0);
}

function signedByV4(fields: PostUpload['fields'], hashing: Hashing, now: number): S3Signed {
  const [algorithm = '', credential = '', signature = '', date = ''] = requiredFields(fields, [
    ...['X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Signature', 'X-Amz-Date'],
  ]);
  if (algorithm !== sigV4Algorithm) throw errors.invalidField('X-Amz-Algorithm', algorithm);
  if (Number.isNaN(parseBasicTimestamp(date))) throw errors.invalidField('X-Amz-Date', date);
  const refuse = (what: string) => errors.invalidField('X-Amz-Credential', credential, what);
  const { accessKeyId, scope } = readCredential(credential, date, refuse);
  const policy = fields.get('policy') ?? '';
  const isSignedWith = (secret: string) => sign(policy, secret, scope, hashing) === signature;
  const age = Math.max(0, now - parseBasicTimestamp(date));
  const signed = { accessKeyId, isSignedWith };
  return signedPolicy(fields, signed, signature, 'AWS4-HMAC-SHA256', age, scope.region);
}

function requiredFields(fields: PostUpload['fields'], names: readonly string[]): string[] {
  return names.map((name) => {
    const value = fields.get(name.toLowerCase());
    if (value === undefined) throw errors.missingField(name);
    return value;
  });
}

function signedPolicy(
  fields: PostUpload['fields'],
  signed: SignedCredentials,
  SignatureProvided: string,
  version: 'AWS' | 'AWS4-HMAC-SHA256',
  age: number,
  region?: string,
): S3Signed {
  const sessionToken = fields.get('x-amz-security-token');
  return {
    credentials: { ...signed, ...(sessionToken === undefined ? {} : { sessionToken }) },
    region,
    signature: { authType: 'POST', version, age },
    payload: () => ({ body: new Uint8Array(), headers: {}, isSigned: () => true }),
    calculation: {
      AWSAccessKeyId: signed.accessKeyId,
      ...calculationOf('StringToSign', fields.get('policy') ?? ''),
      SignatureProvided,
    },
  };
}

/** Holds an upload that somebody signed to its policy. Throws what `checkPostPolicy` throws. */
export function checkPost({ fields, file }: PostUpload, { now, worldTime }: S3Clock): void {
  const subject = { fields, size: file.length, now: worldTime(now) };
  checkPostPolicy(fields.get('policy') ?? '', subject, worldTime);
}

/** Fields of a form that are no headers of the object. */
const ofTheForm =
  /^(?:key|bucket|policy|acl|tagging|x-amz-(?:algorithm|credential|date|signature))$/;

/** A PutObject request that says the same: its input is read as if it had come by itself. */
export function asPutObject(
  { bucket, key, fields, file }: PostUpload,
  tagging: ApiOperation | undefined,
): RestMessage {
  const [acl, tags] = [fields.get('acl'), fields.get('tagging')];
  return {
    labels: { Bucket: encodeURIComponent(bucket), Key: encodeURIComponent(key) },
    query: [],
    headers: {
      ...Object.fromEntries(
        [...fields]
          .filter(([name]) => !ofTheForm.test(name))
          .map(([name, value]) => [name, asHeaderOfForm(name, value)]),
      ),
      ...(acl === undefined ? {} : { 'x-amz-acl': acl }),
      ...(tags === undefined ? {} : { 'x-amz-tagging': tagsAsQuery(tags, tagging) }),
    },
    body: file,
  };
}

/** Tags, which a form has as XML. Recorded: the XML of something else is that of no tags. */
function tagsAsQuery(xml: string, tagging: ApiOperation | undefined): string {
  const root = readXml(xml);
  if (root === undefined) throw malformedXml();
  const shape = tagging?.input?.members['Tagging']?.shape as StructureShape | undefined;
  const { TagSet = [] }: { TagSet?: { Key?: string; Value?: string }[] } =
    shape === undefined ? {} : readXmlStructure(root, shape);
  const pairs = TagSet.map(({ Key = '', Value = '' }) => [Key, Value].map(encodeURIComponent));
  return pairs.map((pair) => pair.join('=')).join('&');
}

/** The answer to an upload, as its form wants it; `stored` is that to the PutObject request. */
export function answerPost(
  request: WireRequest,
  { bucket, key, fields }: PostUpload,
  stored: WireResponse,
): WireResponse {
  const { etag = '' } = stored.headers;
  const redirect = redirectOf(fields.get('success_action_redirect') ?? fields.get('redirect'));
  if (redirect !== undefined) {
    for (const [name, value] of Object.entries({ bucket, key, etag })) {
      redirect.searchParams.append(name, value);
    }
    return { status: 303, headers: { ...stored.headers, location: redirect.href }, body: '' };
  }
  const location = locationOf(request, key);
  const headers = { ...stored.headers, location };
  switch (fields.get('success_action_status')) {
    case '200':
      return { status: 200, headers, body: '' };
    case '201': {
      const members = { Location: location, Bucket: bucket, Key: key, ETag: etag };
      const content = Object.entries(members).map(([name, text]) => element(name, escapeXml(text)));
      const body = `<?xml version="1.0" encoding="UTF-8"?>\n${element('PostResponse', content.join(''))}`;
      return { status: 201, headers: { ...headers, 'content-type': 'application/xml' }, body };
    }
    default:
      return { status: 204, headers, body: '' };
  }
}

/** Recorded: what is no whole URL is passed over. */
function redirectOf(text: string | undefined): URL | undefined {
  if (text === undefined || !/^https?:\/\//i.test(text)) return undefined;
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function locationOf({ headers, target, transport }: WireRequest, key: string): string {
  const scheme = transport?.secure === false ? 'http' : 'https';
  const path = splitTarget(target).path.replace(/\/$/, '');
  return `${scheme}://${header(headers, 'host') ?? ''}${path}/${key.split('/').map(encodeURIComponent).join('/')}`;
}
