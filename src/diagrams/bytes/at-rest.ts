import { clientTagLength } from './s3-encryption-client';
import { spanTiler, type Inside, type Recognised } from './spans';

/** Bytes as a service stores them, and what led to them. */
export interface StoredBytes {
  /** Where they lie: `chunk of an S3 object`. */
  readonly format: string;
  /** In the order in which the bytes are stored; the ciphertext of no layer at all is plaintext. */
  readonly nonces: readonly Uint8Array[];
  readonly sealed: Uint8Array;
  /** The data keys as they are kept beside the bytes: encrypted. */
  readonly dataKeys: readonly Inside[];
  /** Of what a client has encrypted before, whether its tag is at the end of these bytes. */
  readonly client?: { readonly hasTag: boolean };
}

/** The length of the tag that AES-GCM ends with. */
const tagLength = 16;

/** Bytes at rest with the meaning of each stretch: the nonces of every layer, ciphertext, tag. */
export function storedBytes({ format, nonces, sealed, dataKeys, client }: StoredBytes): {
  readonly bytes: Uint8Array;
  readonly recognised: Recognised;
} {
  const tiler = spanTiler();
  const layers = nonces.length;
  for (const [layer, { length }] of nonces.entries()) {
    tiler.add({
      ...{ name: layers > 1 ? `nonce of layer ${layer + 1}` : 'nonce', kind: 'iv', length },
      meaning:
        'Random bytes that AES-GCM takes beside the data key, so that the same content never gives the same ciphertext. Not secret.',
    });
  }
  if (layers === 0) {
    tiler.add({
      ...{ name: 'plaintext', kind: 'text', length: sealed.length },
      meaning: 'Stored as it was written: whoever reaches the storage can read it.',
    });
  } else {
    // AES-GCM keeps places: what a byte of the ciphertext stands for is at the same place in it.
    const ofClient = client?.hasTag === true ? clientTagLength : 0;
    if (client !== undefined) {
      tiler.add({
        ...{ name: 'ciphertext of the client\u2019s ciphertext', kind: 'ciphertext' },
        length: sealed.length - tagLength - ofClient,
        meaning:
          'What a client has encrypted, encrypted once more under the data key of Amazon S3. Below it Amazon S3 finds ciphertext, which only the client can open.',
      });
      tiler.add({
        ...{ name: 'ciphertext of the client\u2019s tag', kind: 'ciphertext', length: ofClient },
        meaning:
          'Proves to the client that its ciphertext was not changed. Amazon S3 cannot check it.',
      });
    } else
      tiler.add({
        ...{ name: 'ciphertext', kind: 'ciphertext', length: sealed.length - tagLength },
        meaning:
          layers > 1
            ? 'The content, encrypted once under each data key: the second layer encrypts the ciphertext and the tag of the first.'
            : 'The content under the data key, by AES-256-GCM: as long as the content itself.',
      });
    tiler.add({
      ...{ name: 'tag', kind: 'tag', length: tagLength },
      meaning:
        'Proves that neither the ciphertext nor its place among the others was changed: otherwise it does not decrypt.',
    });
  }
  const bytes = new Uint8Array(nonces.reduce((sum, { length }) => sum + length, sealed.length));
  let at = 0;
  for (const part of [...nonces, sealed]) {
    bytes.set(part, at);
    at += part.length;
  }
  return { bytes, recognised: { format, spans: tiler.spans, inside: dataKeys } };
}
