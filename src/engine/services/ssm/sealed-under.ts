import { parseArn } from '../../arn';
import { decodeBase64 } from '../../base64';
import { describeMessage } from '../../encryption-sdk/index';
import type { SealedResource } from '../../operation';
import type { Reader } from '../../tables';
import { parseBlob } from '../kms/ciphertext-blob';
import { keyArn } from '../kms/state';
import { parametersTable, versionsTable, type VersionRecord } from './state';

const decoder = new TextDecoder();

/** The versions of SecureStrings that only this KMS key opens. */
export function* sealedUnder(reader: Reader, arn: string): Generator<SealedResource> {
  for (const [key, { ARN, Type }] of reader.range(parametersTable)) {
    if (Type !== 'SecureString') continue;
    const prefix = `${key}|`;
    for (const [row, version] of reader.range(versionsTable, { prefix })) {
      if (keyOf(version, parseArn(ARN)?.region ?? '') !== arn) continue;
      yield { kind: 'parameter', arn: ARN, version: String(Number(row.slice(prefix.length))) };
    }
  }
}

/** The ARN of the KMS key, as the ciphertext names it. */
function keyOf({ Value, Tier }: VersionRecord, region: string): string | undefined {
  const sealed = decodeBase64(Value);
  if (sealed === undefined) return undefined;
  if (Tier === 'Advanced') {
    const [dataKey] = describeMessage(sealed).encryptedDataKeys;
    return dataKey && decoder.decode(dataKey.providerInfo);
  }
  const blob = parseBlob(sealed);
  return blob && keyArn(region, blob.account, blob.keyId);
}
