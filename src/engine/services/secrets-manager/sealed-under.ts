import { parseArn } from '../../arn';
import type { SealedResource } from '../../operation';
import type { Reader } from '../../tables';
import { parseBlob } from '../kms/ciphertext-blob';
import { keyArn } from '../kms/state';
import { secretsTable, versionKey, versionsTable, type WrappedKey } from './state';

/** The versions of secrets that only this KMS key opens. */
export function* sealedUnder(reader: Reader, arn: string): Generator<SealedResource> {
  for (const [key, { ARN }] of reader.range(secretsTable)) {
    const region = parseArn(ARN)?.region ?? '';
    for (const [, { VersionId, value }] of reader.range(versionsTable, {
      prefix: versionKey(key, ''),
    })) {
      // A version that was encrypted anew for another key opens by either.
      const isLost = value?.keys.every((each) => keyOf(each, region) === arn);
      if (value === undefined || isLost !== true) continue;
      const blob = value.keys[0]?.blob;
      const secret = { kind: 'secret', arn: ARN, version: VersionId };
      yield blob === undefined ? secret : { ...secret, blob };
    }
  }
}

/** The ARN of the KMS key, as the ciphertext names it. */
function keyOf({ blob }: WrappedKey, region: string): string | undefined {
  const parsed = parseBlob(blob);
  return parsed && keyArn(region, parsed.account, parsed.keyId);
}
