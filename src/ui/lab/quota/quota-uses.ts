import { byNeed, type QuotaUse, type Sample } from '../../../diagrams/quota/use';
import { quotaFacts } from '../../../engine/quotas/facts';
import type { RequestQuotaRecord } from '../../../engine/quotas/state';
import { filling } from '../../../engine/quotas/token-bucket';
import type { QuotaStep, RequestStep, Step } from '../../../engine/trace';
import type { TrailEvent } from '../../../engine/trail/state';
import { worldTime } from '../clock/world-time';
import { serviceTitle } from '../timeline/resources';
import type { WorldTables } from '../world-view';
import { chargesOfTrail } from './trail-use';

const second = 1000;

/** Whether the world lets through any number of requests. */
export function areQuotasLifted(tables: WorldTables): boolean {
  const settings = tables.get('quotas.settings')?.get('world');
  return (settings as { readonly requestQuotas?: string } | undefined)?.requestQuotas === 'lifted';
}

/**
 * Every request quota of the world that was called on, with its use by trace and audit trail. How full
 * quotas are needs neither: without the trail's, a long one costs nothing.
 */
export function quotaUses(
  tables: WorldTables,
  steps: readonly Step[],
  trailed: ReadonlyMap<string, readonly Sample[]> = trailSamples(tables),
): QuotaUse[] {
  const now = worldTime(tables) ?? 0;
  const traced = tracedSamples(steps);
  const sent = sentIds(steps);
  const uses: QuotaUse[] = [];
  for (const [key, row] of tables.get('quotas.requests') ?? []) {
    const record = row as RequestQuotaRecord;
    const [account = '', region = '', ...rest] = key.split('|');
    const facts = quotaFacts(rest.join('|'));
    const samples = joined(
      trailed.get(key) ?? [],
      traced.get(traceKey(account, region, facts)) ?? [],
    );
    const sum = (counted: readonly Sample[]) => counted.reduce((all, { count }) => all + count, 0);
    const { others = 0, mode } = record;
    const taken =
      others === 0
        ? ''
        : ` Other workloads of the account take ${others.toLocaleString('en')} a second of it.`;
    uses.push({
      sentIds: sent.get(traceKey(account, region, facts)) ?? [],
      ...{ key, account, region, samples, name: facts.name, code: facts.code },
      ...{ rate: record.rate + others, burst: record.burst + others },
      ...{ adjustable: facts.adjustable, description: `${facts.description}${taken}` },
      operations: facts.operations,
      service: serviceTitle(facts.serviceCode),
      left: Math.floor((filling(record, record, now) + 1e-6) / 1000),
      isThrottling: mode.value.rate === 'throttling',
      increaseRequested: mode.value.limit === 'increaseRequested',
      lastSecond: sum(samples.filter(({ at }) => at > now - second && at <= now)),
      requests: sum(samples),
      throttled: sum(samples.filter(({ admitted }) => !admitted)),
    });
  }
  return byNeed(uses);
}

function traceKey(
  account: string,
  region: string,
  { code, name }: { readonly code: string | null; readonly name: string },
): string {
  return `${account}|${region}|${code ?? ''}|${name}`;
}

function tracedSamples(steps: readonly Step[]): Map<string, Sample[]> {
  const samples = new Map<string, Sample[]>();
  for (const step of steps) {
    if (step.kind !== 'quota') continue;
    const {
      account,
      region,
      code,
      quota: name,
      at,
      count,
      admitted,
      remaining,
    } = step as QuotaStep;
    push(samples, traceKey(account, region, { code, name }), { at, count, admitted, remaining });
  }
  return samples;
}

/** The requests of the trace that counted for each quota. */
function sentIds(steps: readonly Step[]): Map<string, string[]> {
  const ids = new Map<string, string[]>();
  let request: RequestStep | undefined;
  for (const step of steps) {
    if (step.kind === 'request') request = step;
    if (step.kind !== 'quota' || step.span !== request?.span) continue;
    const { account, region, code, quota: name } = step;
    push(ids, traceKey(account, region, { code, name }), request.requestId);
  }
  return ids;
}

function trailSamples(tables: WorldTables): Map<string, Sample[]> {
  const samples = new Map<string, Sample[]>();
  for (const row of tables.get('cloudtrail.events')?.values() ?? []) {
    for (const { key, at, count, admitted } of chargesOfTrail(tables, row as TrailEvent)) {
      push(samples, key, { at, count, admitted, remaining: undefined });
    }
  }
  return samples;
}

function push<T>(samples: Map<string, T[]>, key: string, sample: T): void {
  const list = samples.get(key);
  if (list === undefined) samples.set(key, [sample]);
  else list.push(sample);
}

// The trace tells more and forgets sooner: before it begins, the trail speaks.
function joined(trailed: readonly Sample[], traced: readonly Sample[]): Sample[] {
  const begins = traced[0]?.at ?? Infinity;
  return [...trailed.filter(({ at }) => at < begins), ...traced];
}
