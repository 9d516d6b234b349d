import type { Context } from '../../operation';
import type { Place } from './encryption-modes';
import { objectArn, type EncryptionRecord } from './state';

/** Reports that S3 enciphered or deciphered an object, and so has it in the clear. */
export function cryptoStep(
  ctx: Context,
  action: 'encrypt' | 'decrypt',
  { bucket, Key }: Place,
  bytes: number,
  { context }: EncryptionRecord,
): void {
  ctx.step({
    kind: 'crypto',
    actor: { type: 'service', name: 'Amazon S3', region: ctx.region },
    ...{ action, algorithm: 'AES-256-GCM', detail: objectArn(bucket, Key) },
    ...(context === undefined ? {} : { encryptionContext: context }),
    ...{ bytesIn: bytes, bytesOut: bytes, exposes: ['data key', 'plaintext'] as const },
  });
}
