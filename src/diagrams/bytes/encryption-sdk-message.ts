import { layOut, type Field, type FieldName } from '../../engine/encryption-sdk/layout';
import type { ByteSpan, Inside, Recognised, SpanKind } from './spans';

interface About {
  readonly kind: SpanKind;
  readonly meaning: string;
  /** How its bytes are read aloud. */
  readonly says?: 'number' | 'text';
  /** What its number counts, before the name: `pair 2 name`. */
  readonly counts?: 'pair' | 'key' | 'frame';
}

const length = (of: string, counts?: About['counts']): About => ({
  kind: 'length',
  meaning: `How many bytes ${of} has.`,
  says: 'number',
  ...(counts === undefined ? {} : { counts }),
});

// Source: AWS Encryption SDK Developer Guide, "AWS Encryption SDK message format reference".
const fields: Readonly<Record<FieldName, About>> = {
  version: {
    ...{ kind: 'header', says: 'number' },
    meaning: 'The version of the message format. 2 commits to the data key.',
  },
  type: { kind: 'header', meaning: 'Says that this is customer data that is authenticated.' },
  'algorithm suite': {
    kind: 'header',
    meaning: 'Which algorithms encrypt, derive the content key, and sign.',
  },
  'message ID': {
    kind: 'id',
    meaning: 'Random. Frames are bound to it, and the content key is derived with it.',
  },
  'context length': length('the encryption context'),
  'pair count': {
    ...{ kind: 'length', says: 'number' },
    meaning: 'How many pairs the encryption context has.',
  },
  'name length': length('the name', 'pair'),
  name: {
    ...{ kind: 'text', says: 'text', counts: 'pair' },
    meaning: 'A name in the encryption context: in the clear, and authenticated.',
  },
  'value length': length('the value', 'pair'),
  value: {
    ...{ kind: 'text', says: 'text', counts: 'pair' },
    meaning: 'Its value: in the clear, and authenticated.',
  },
  'data key count': {
    ...{ kind: 'length', says: 'number' },
    meaning: 'How often the data key is here, each time encrypted under another wrapping key.',
  },
  'provider ID length': length('the provider ID', 'key'),
  'provider ID': {
    ...{ kind: 'id', says: 'text', counts: 'key' },
    meaning: 'Who can decrypt the data key: aws-kms, or the namespace of a raw key.',
  },
  'provider info length': length('the provider info', 'key'),
  'provider info': {
    ...{ kind: 'id', says: 'text', counts: 'key' },
    meaning: 'Which of its keys: of AWS KMS the key ARN.',
  },
  'encrypted data key length': length('the encrypted data key', 'key'),
  'encrypted data key': {
    ...{ kind: 'key', counts: 'key' },
    meaning:
      'The data key, encrypted: of AWS KMS the CiphertextBlob of GenerateDataKey or Encrypt.',
  },
  'content type': {
    ...{ kind: 'header', says: 'number' },
    meaning: 'How the content lies here: 2 in frames, 1 in one piece.',
  },
  reserved: { kind: 'structure', meaning: 'Not used: four zeros.' },
  'IV length': length('each initialization vector'),
  'frame length': {
    ...{ kind: 'length', says: 'number' },
    meaning: 'How many bytes each frame but the last has; 0 where there are none.',
  },
  commitment: {
    kind: 'tag',
    meaning: 'Derived from the data key: no other data key opens this message.',
  },
  'header IV': { kind: 'iv', meaning: 'For the tag of the header: zeros.' },
  'header tag': {
    kind: 'tag',
    meaning: 'Proves with the content key that nothing of the header was changed.',
  },
  'last frame mark': {
    ...{ kind: 'structure', counts: 'frame' },
    meaning: 'Says that the last frame follows.',
  },
  'sequence number': {
    ...{ kind: 'structure', says: 'number', counts: 'frame' },
    meaning: 'The place of the frame, from 1: frames cannot be swapped, left out or repeated.',
  },
  'frame IV': {
    ...{ kind: 'iv', counts: 'frame' },
    meaning: 'Takes part in the encryption. No two frames of a content key share one.',
  },
  'content length': length('the ciphertext', 'frame'),
  ciphertext: {
    ...{ kind: 'ciphertext', counts: 'frame' },
    meaning: 'The content under the content key, by AES-GCM: as long as the content itself.',
  },
  tag: {
    ...{ kind: 'tag', counts: 'frame' },
    meaning: 'Proves that neither the ciphertext nor its place in this message was changed.',
  },
  'signature length': length('the signature'),
  signature: {
    kind: 'tag',
    meaning:
      'An ECDSA signature of everything before it. Its public key lies in the encryption context.',
  },
  rest: {
    kind: 'unknown',
    meaning: 'Behind the end of the message: it is part of nothing, and must not be there.',
  },
};

/** A message of the AWS Encryption SDK, field by field; undefined for other bytes. */
export function encryptionSdkMessage(bytes: Uint8Array): Recognised | undefined {
  const layout = layOut(bytes);
  if (layout === undefined) return undefined;
  const { suite, end } = layout;
  const spans = layout.fields.map((field): ByteSpan => {
    const { kind, meaning } = fields[field.name];
    const value = field.name === 'algorithm suite' ? suite.name : valueOf(field, bytes);
    return {
      ...{ offset: field.offset, length: field.length, name: nameOf(field), kind, meaning },
      ...(value === undefined ? {} : { value }),
    };
  });
  const inside = layout.fields.flatMap((field): Inside[] =>
    field.name === 'encrypted data key'
      ? [{ name: nameOf(field), bytes: slice(field, bytes) }]
      : [],
  );
  const state = { right: '', early: ', cut short', late: ', with bytes after its end' }[end];
  return { format: `AWS Encryption SDK message, version ${suite.version}${state}`, spans, inside };
}

function nameOf({ name, of }: Field): string {
  const { counts } = fields[name];
  return counts === undefined || of === undefined ? name : `${counts} ${of}: ${name}`;
}

function valueOf(field: Field, bytes: Uint8Array): string | undefined {
  const { says } = fields[field.name];
  const own = slice(field, bytes);
  if (says === 'number') return String(own.reduce((sum, byte) => sum * 256 + byte, 0));
  if (says === undefined) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(own);
    // The info of a raw key has bytes in it that are no text.
    return /[\x00-\x1f]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

function slice({ offset, length: size }: Field, bytes: Uint8Array): Uint8Array {
  return bytes.subarray(offset, offset + size);
}
