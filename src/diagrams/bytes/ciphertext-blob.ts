import { blobFields, blobOverhead, parseBlob } from '../../engine/services/kms/ciphertext-blob';
import { spanTiler, type ByteSpan, type SpanKind } from './spans';

type FieldName = (typeof blobFields)[number]['name'];

const kinds: Readonly<Record<FieldName, SpanKind>> = {
  marker: 'header',
  flags: 'header',
  account: 'id',
  keyId: 'id',
  keyMaterialId: 'id',
  iv: 'iv',
  ciphertext: 'ciphertext',
  tag: 'tag',
};

/** The fields of a KMS ciphertext blob with what they say; undefined when `bytes` are none. */
export function ciphertextBlobSpans(bytes: Uint8Array): readonly ByteSpan[] | undefined {
  const blob = parseBlob(bytes);
  if (blob === undefined) return undefined;
  const values: Partial<Record<FieldName, string>> = {
    account: blob.account,
    keyId: blob.keyId,
    keyMaterialId: blob.keyMaterialId,
  };
  const tiler = spanTiler();
  for (const { name, length, meaning } of blobFields) {
    const value = values[name];
    tiler.add({
      ...{ name, meaning, kind: kinds[name], length: length ?? bytes.length - blobOverhead },
      ...(value === undefined ? {} : { value }),
    });
  }
  return tiler.spans;
}
