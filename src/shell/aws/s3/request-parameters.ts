import { paramValidation } from '../cli-error';
import { loadParamFile } from '../parameters/param-file';
import { parameterValue } from '../parameters/parameter-value';
import type { Value, ValueRecord } from '../parameters/value';
import { textOf, type S3Command } from './command';
import { metadataShape } from './options';

/** What the options of a command add to its requests, by the kind of request. */
export interface RequestParameters {
  readonly put: ValueRecord;
  readonly get: ValueRecord;
  readonly copy: ValueRecord;
  readonly part: ValueRecord;
  readonly partCopy: ValueRecord;
  readonly head: ValueRecord;
  /** HeadObject of the source of a copy. */
  readonly headSource: ValueRecord;
  readonly delete: ValueRecord;
  readonly complete: ValueRecord;
}

/** Reads what the options say of requests. */
export function requestParameters(command: S3Command): RequestParameters {
  const given = (options: Readonly<Record<string, string>>): Record<string, Value> => {
    const found = Object.entries(options).flatMap(([option, member]) => {
      const text = textOf(command, option);
      return text === undefined ? [] : [[member, text] as const];
    });
    return Object.fromEntries(found);
  };
  const payer = given({ 'request-payer': 'RequestPayer' });
  const customerKey = given({ 'sse-c': 'SSECustomerAlgorithm' });
  if ('SSECustomerAlgorithm' in customerKey) {
    customerKey['SSECustomerKey'] = keyOf(command, 'sse-c-key');
  }
  const sourceKey: Record<string, Value> = {};
  const sourceAlgorithm = textOf(command, 'sse-c-copy-source');
  if (sourceAlgorithm !== undefined) {
    sourceKey['CopySourceSSECustomerAlgorithm'] = sourceAlgorithm;
    sourceKey['CopySourceSSECustomerKey'] = keyOf(command, 'sse-c-copy-source-key');
  }
  const checksum = given({ 'checksum-algorithm': 'ChecksumAlgorithm' });
  // `sync` finds out itself what is there.
  const keeps = command.name !== 'sync' && command.values.has('no-overwrite');
  const unlessThere = keeps ? { IfNoneMatch: '*' } : {};
  const object = {
    ...given(generalOptions),
    ...metadata(command),
    ...given({ sse: 'ServerSideEncryption', 'sse-kms-key-id': 'SSEKMSKeyId' }),
    ...customerKey,
    ...payer,
    ...checksum,
  };
  const { CopySourceSSECustomerAlgorithm: algorithm, CopySourceSSECustomerKey: key } = sourceKey;
  return {
    put: { ...object, ...unlessThere },
    get: { ...customerKey, ...payer, ...given({ 'checksum-mode': 'ChecksumMode' }) },
    copy: {
      ...object,
      ...given({ 'metadata-directive': 'MetadataDirective' }),
      ...('Metadata' in object && !command.values.has('metadata-directive')
        ? { MetadataDirective: 'REPLACE' }
        : {}),
      ...sourceKey,
      ...unlessThere,
    },
    part: { ...customerKey, ...payer, ...checksum },
    partCopy: { ...customerKey, ...sourceKey, ...payer },
    head: { ChecksumMode: 'ENABLED', ...customerKey, ...payer },
    headSource: {
      ChecksumMode: 'ENABLED',
      ...(algorithm === undefined
        ? {}
        : { SSECustomerAlgorithm: algorithm, SSECustomerKey: key as Value }),
      ...payer,
    },
    delete: payer,
    complete: { ...customerKey, ...payer, ...unlessThere },
  };
}

const generalOptions = {
  acl: 'ACL',
  'storage-class': 'StorageClass',
  'website-redirect': 'WebsiteRedirectLocation',
  'content-type': 'ContentType',
  'cache-control': 'CacheControl',
  'content-disposition': 'ContentDisposition',
  'content-encoding': 'ContentEncoding',
  'content-language': 'ContentLanguage',
  expires: 'Expires',
};

const permissions: Readonly<Record<string, string>> = {
  read: 'GrantRead',
  full: 'GrantFullControl',
  readacl: 'GrantReadACP',
  writeacl: 'GrantWriteACP',
};

/** What `--grants` adds to requests that make objects; fails where it cannot be read. */
export function withGrants(parameters: RequestParameters, command: S3Command): RequestParameters {
  const given = grants(command);
  return {
    ...parameters,
    ...{ put: { ...parameters.put, ...given }, copy: { ...parameters.copy, ...given } },
  };
}

function grants({ values }: S3Command): ValueRecord {
  const words = (values.get('grants') ?? []) as readonly string[];
  return Object.fromEntries(
    words.map((word) => {
      const equals = word.indexOf('=');
      if (equals < 0) throw paramValidation('grants should be of the form permission=principal');
      const member = permissions[word.slice(0, equals)];
      if (member === undefined) {
        throw paramValidation('permission must be one of: read|readacl|writeacl|full');
      }
      return [member, word.slice(equals + 1)];
    }),
  );
}

function metadata(command: S3Command): ValueRecord {
  const text = textOf(command, 'metadata');
  if (text === undefined) return {};
  return { Metadata: parameterValue('--metadata', metadataShape, text, command.ctx) };
}

function keyOf(command: S3Command, option: string): Value {
  const text = textOf(command, option) ?? '';
  return loadParamFile(`--${option}`, text, command.ctx) ?? text;
}
