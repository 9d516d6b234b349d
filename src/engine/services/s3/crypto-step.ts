import type { Context } from '../../operation';
import type { Place } from './encryption-modes';
import { objectArn, type EncryptionRecord } from './state';

/** What an object's metadata says of a client that has encrypted it. Source: `src/clients`. */
const clientMarks = ['x-amz-key-v2', 'x-amz-key', 'x-amz-3', 'x-amz-d'];

/** An object, and what was said of it where that is known. */
interface Described extends Place {
  readonly Metadata?: Readonly<Record<string, string>>;
}

/**
 * Reports that S3 enciphered or deciphered an object, and so has it as it was given: in the clear,
 * unless a client has encrypted it before.
 */
export function cryptoStep(
  ctx: Context,
  action: 'encrypt' | 'decrypt',
  { bucket, Key, Metadata = {} }: Described,
  bytes: number,
  { context }: EncryptionRecord,
): void {
  const isSealed = clientMarks.some((name) => Object.hasOwn(Metadata, name));
  const exposes = isSealed ? (['data key'] as const) : (['data key', 'plaintext'] as const);
  ctx.step({
    kind: 'crypto',
    actor: { type: 'service', name: 'Amazon S3', region: ctx.region },
    ...{ action, algorithm: 'AES-256-GCM', detail: objectArn(bucket, Key) },
    ...(context === undefined ? {} : { encryptionContext: context }),
    ...{ bytesIn: bytes, bytesOut: bytes, exposes },
  });
}
