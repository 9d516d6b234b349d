import { Engine } from '../../../src/engine/engine';
import { adminCredentials, createWorld } from '../../../src/engine/world';
import { quotaId, quotaKey, withinQuotas } from '../../../src/engine/quotas/index';
import { cryptographic } from '../../../src/engine/quotas/kms';
import { Transaction } from '../../../src/engine/tables';
import { nextTrailKey, trailTable } from '../../../src/engine/trail/index';
import { nextSpan, Turn, type Span } from '../../../src/engine/turn';
import type { Measurement } from '../bench';
import { median, milliseconds, rate } from '../measure';

const region = 'us-east-1';
const now = Date.UTC(2026, 10, 23);

/** Requests of one account that all count against the symmetric quota, each in its own turn. */
async function admissions(): Promise<number> {
  const tables = createWorld({ now, seed: null });
  const services = new Map();
  const charges = [{ quota: cryptographic.symmetric, count: 1 }];
  const span = { id: nextSpan(), parent: null } as Span;
  const key = quotaKey('123456789012', region, quotaId(cryptographic.symmetric));
  const table = { name: 'quotas.requests' };
  let admitted = 0;
  let turn = new Turn(tables, services);
  const perSecond = await rate(() => {
    // A turn ends with its request; a thousand of them share one here, to measure admission alone.
    if (admitted % 1000 === 0) turn = new Turn(tables, services);
    if (!withinQuotas(turn, span, '123456789012', region, charges))
      tables.apply({ table: table.name, key, after: undefined });
    admitted += 1;
  });
  return perSecond;
}

/** A world whose trail has 100,000 events, 10 of them of the name looked for, far back. */
async function lookup(): Promise<number> {
  const engine = new Engine(createWorld({ now, seed: null, requestQuotas: 'lifted' }));
  const credentials = adminCredentials(engine.tables);
  const send = (service: string, operation: string, input: object = {}) =>
    engine.send({ service, operation, region, credentials, input });
  for (let i = 0; i < 10; i += 1) await send('kms', 'ListAliases');
  await send('kms', 'ListKeys');
  const last = engine.tables.lastKey(trailTable)!;
  const event = engine.tables.get(trailTable, last)!;
  const tx = new Transaction(engine.tables);
  for (let i = 0; i < 100_000; i += 1) {
    tx.put(trailTable, nextTrailKey(engine.tables, now), { ...event, eventID: String(i) });
  }
  const LookupAttributes = [{ AttributeKey: 'EventName', AttributeValue: 'ListAliases' }];
  const times: number[] = [];
  for (let i = 0; i < 9; i += 1) {
    times.push(await milliseconds(() => send('cloudtrail', 'LookupEvents', { LookupAttributes })));
  }
  return median(times);
}

/** What keeping the books costs: quotas, the audit trail. */
const measurements: Measurement[] = [
  {
    name: 'quota admissions',
    where: ['node'],
    bound: { min: 1_000_000, unit: 'a second' },
    run: admissions,
  },
  {
    name: 'LookupEvents by name among 100,000 events',
    where: ['node', 'chromium'],
    bound: { max: 100, unit: 'ms' },
    run: lookup,
  },
];

export default measurements;
