import type { Context } from '../../operation';
import { parameterCharges, type Charge } from '../../quotas/index';
import { settingKey, settingsTable } from './state';

/** The setting by which an account pays for higher throughput in a Region. */
export const throughputSetting = '/ssm/parameter-store/high-throughput-enabled';

/** Whether the caller's account has higher throughput in the Region. */
export function hasHigherThroughput(ctx: Pick<Context, 'get' | 'region' | 'caller'>): boolean {
  const key = settingKey(ctx.caller.account, ctx.region, throughputSetting);
  return ctx.get(settingsTable, key)?.value === 'true';
}

interface WithThroughput {
  readonly isHigher: boolean;
}

/** What a request takes of which quota. Source: see the quotas. */
export function charges(operation: string, _input: object, target: unknown): readonly Charge[] {
  const asked = (Array.isArray(target) ? target[0] : target) as WithThroughput | undefined;
  return parameterCharges(operation, asked?.isHigher === true);
}
