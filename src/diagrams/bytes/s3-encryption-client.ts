import { decodeBase64 } from '../../engine/base64';
import { spanTiler, type Inside, type Recognised, type SpanKind } from './spans';

/** An object's metadata, as Amazon S3 keeps and hands it out. */
export type Metadata = Readonly<Record<string, string>>;

interface Entry {
  readonly kind: SpanKind;
  readonly meaning: string;
  /** What its Base64 decodes to. */
  readonly holds?: string;
}

// Source: the specification of the Amazon S3 Encryption Client, "Content Metadata".
const entries: Readonly<Record<string, Entry>> = {
  'x-amz-key-v2': {
    ...{ kind: 'key', holds: 'encrypted data key of the client' },
    meaning: 'The data key, encrypted: of AWS KMS the CiphertextBlob of GenerateDataKey.',
  },
  'x-amz-iv': {
    ...{ kind: 'iv', holds: 'initialization vector of the client' },
    meaning: 'Takes part in the encryption of the content. Not secret.',
  },
  'x-amz-cek-alg': {
    kind: 'header',
    meaning: 'How the content is encrypted, under the data key itself.',
  },
  'x-amz-wrap-alg': {
    kind: 'header',
    meaning: 'How the data key is encrypted: by AWS KMS with a context, AES-GCM or RSA-OAEP.',
  },
  'x-amz-matdesc': {
    kind: 'text',
    meaning:
      'With AWS KMS the encryption context, which the data key is bound to; else a description.',
  },
  'x-amz-tag-len': { kind: 'length', meaning: 'How many bits the tag behind the content has.' },
  'x-amz-unencrypted-content-length': {
    kind: 'length',
    meaning: 'How many bytes the content has. Nothing proves it.',
  },
  'x-amz-c': {
    kind: 'header',
    meaning: 'The algorithm suite. 115: AES-256-GCM under a derived key, with a key commitment.',
  },
  'x-amz-3': {
    ...{ kind: 'key', holds: 'encrypted data key of the client' },
    meaning: 'The data key, encrypted: of AWS KMS the CiphertextBlob of GenerateDataKey.',
  },
  'x-amz-w': {
    kind: 'header',
    meaning:
      'How the data key is encrypted. 02: AES-GCM, 12: AWS KMS with a context, 22: RSA-OAEP.',
  },
  'x-amz-d': {
    ...{ kind: 'tag', holds: 'key commitment' },
    meaning: 'Derived from the data key: no other data key opens this object.',
  },
  'x-amz-i': {
    ...{ kind: 'id', holds: 'message ID' },
    meaning: 'Random. The content key and the key commitment are derived with it.',
  },
  'x-amz-t': {
    kind: 'text',
    meaning: 'The encryption context, which AWS KMS has bound the data key to. In the clear.',
  },
  'x-amz-m': {
    kind: 'text',
    meaning:
      'A description that helps to find the wrapping key. In the clear, and bound to nothing.',
  },
};

/** The length of the tag that AES-GCM ends with. */
export const clientTagLength = 16;

/** What an entry of an object's metadata or of an instruction file is; undefined of others. */
export function entryOf(name: string): Entry | undefined {
  return Object.hasOwn(entries, name) ? entries[name] : undefined;
}

/** Whether an object's metadata says that a client has encrypted it before Amazon S3 got it. */
export function isSealedByClient(metadata: Metadata): boolean {
  return ['x-amz-key-v2', 'x-amz-d'].some((name) => Object.hasOwn(metadata, name));
}

/** What the entries of an object's metadata decode to. */
export function clientEntries(metadata: Metadata): Inside[] {
  return Object.entries(metadata).flatMap(([name, value]): Inside[] => {
    const holds = entryOf(name)?.holds;
    const bytes = holds === undefined ? undefined : decodeBase64(value);
    return bytes === undefined ? [] : [{ name: `${name}: ${holds}`, bytes }];
  });
}

/** An object's content as Amazon S3 gets it and hands it out; undefined where no client sealed it. */
export function sealedByClient(bytes: Uint8Array, metadata: Metadata): Recognised | undefined {
  if (!isSealedByClient(metadata) || bytes.length < clientTagLength) return undefined;
  const commits = Object.hasOwn(metadata, 'x-amz-d');
  const tiler = spanTiler();
  tiler.add({
    ...{ name: 'ciphertext', kind: 'ciphertext', length: bytes.length - clientTagLength },
    meaning: commits
      ? 'The content under a key derived from the data key, by AES-256-GCM: as long as the content itself.'
      : 'The content under the data key, by AES-256-GCM: as long as the content itself.',
  });
  tiler.add({
    ...{ name: 'tag', kind: 'tag', length: clientTagLength },
    meaning:
      'Proves to the client that nothing of the content was changed. Amazon S3 cannot check it.',
  });
  const format = `client-side encrypted object, ${commits ? 'V3' : 'V2'} format`;
  return { format, spans: tiler.spans, inside: clientEntries(metadata) };
}
