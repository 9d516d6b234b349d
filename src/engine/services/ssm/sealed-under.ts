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
      const seal = sealOf(version, parseArn(ARN)?.region ?? '');
      if (seal?.arn !== arn) continue;
      const number = String(Number(row.slice(prefix.length)));
      yield { kind: 'parameter', arn: ARN, version: number, blob: seal.blob };
    }
  }
}

/** The ciphertext of AWS KMS in a value, and the ARN of the KMS key as it names it. */
function sealOf({ Value, Tier }: VersionRecord, region: string) {
  const sealed = decodeBase64(Value);
  if (sealed === undefined) return undefined;
  if (Tier === 'Advanced') {
    const [dataKey] = describeMessage(sealed).encryptedDataKeys;
    return dataKey && { blob: dataKey.ciphertext, arn: decoder.decode(dataKey.providerInfo) };
  }
  const parsed = parseBlob(sealed);
  return parsed && { blob: sealed, arn: keyArn(region, parsed.account, parsed.keyId) };
}
