import type { SealedResource } from '../../operation';
import type { Reader } from '../../tables';
import { parseBlob } from '../kms/ciphertext-blob';
import { keyArn as arnOf } from '../kms/state';
import { functionArn, latest, versionsTable } from './state';

/** The versions of functions whose environment variables only this KMS key opens. */
export function* sealedUnder(reader: Reader, keyArn: string): Generator<SealedResource> {
  for (const [, version] of reader.range(versionsTable)) {
    const { region, Version, environment } = version;
    const blob = environment?.ciphertext;
    const parsed = blob && parseBlob(blob);
    if (blob === undefined || parsed === undefined) continue;
    if (arnOf(region, parsed.account, parsed.keyId) !== keyArn) continue;
    const arn = functionArn(version, Version === latest ? '' : Version);
    yield { kind: 'environment variables', arn, blob };
  }
}
