import type { Context } from '../../operation';
import { groupArn, type GroupReference } from './names';

/** Reports that CloudWatch Logs enciphered or deciphered events, and so has them in the clear. */
export function cryptoStep(
  ctx: Context,
  action: 'encrypt' | 'decrypt',
  group: GroupReference,
  bytes: number,
  isUnderKms: boolean,
): void {
  const arn = groupArn(group);
  ctx.step({
    kind: 'crypto',
    actor: { type: 'service', name: 'Amazon CloudWatch Logs', region: ctx.region },
    ...{ action, algorithm: 'AES-256-GCM', detail: arn },
    ...(isUnderKms ? { encryptionContext: { 'aws:logs:arn': arn } } : {}),
    ...{ bytesIn: bytes, bytesOut: bytes, exposes: ['data key', 'plaintext'] as const },
  });
}
