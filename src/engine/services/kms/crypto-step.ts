import type { Context } from '../../operation';
import type { CryptoStep } from '../../trace';

type Reported = Omit<CryptoStep, 'kind' | 'actor' | 'span' | 'parent' | 'at'>;

/** Reports what KMS computed, and which secrets exist inside it in the clear because of that. */
export function cryptoStep(ctx: Context, step: Reported): void {
  const actor = { type: 'service', name: 'AWS KMS', region: ctx.region } as const;
  ctx.step({ kind: 'crypto', actor, ...step });
}
