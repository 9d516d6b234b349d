import { describe, expect, it } from 'vitest';
import { readModel } from '../../../src/engine/api/index';
import { Engine } from '../../../src/engine/engine';
import type { Context, Service } from '../../../src/engine/operation';
import { billOf, prices } from '../../../src/engine/prices/index';
import { services } from '../../../src/engine/services/index';
import { cloudTrailEvent, trailTable } from '../../../src/engine/trail/index';
import { adminCredentials, createWorld } from '../../../src/engine/world';
import { start } from '../world';

/** A service that makes a key, in the caller's name. */
const lister: Service = {
  name: 'lister',
  title: 'Lister',
  eventSource: 'lister.amazonaws.com',
  model: readModel({
    service: 'lister',
    metadata: {
      ...{ protocol: 'json', apiVersion: '2026-01-01', serviceId: 'Lister' },
      endpointPrefix: 'lister',
    },
    operations: { List: {} },
    shapes: {},
  }),
  operations: { List: { handle: (_: object, ctx: Context) => ctx.call('kms', 'CreateKey', {}) } },
};

// AWS KMS Developer Guide, "Request quotas: API requests made on your behalf", and CloudTrail User
// Guide, "CloudTrail userIdentity element": invokedBy.
describe('what a service asks of KMS on the caller’s behalf', () => {
  function world() {
    const engine = new Engine(createWorld({ now: start, seed: null }), [...services, lister]);
    const credentials = adminCredentials(engine.tables);
    const send = (service: string, operation: string) =>
      engine.send({ service, operation, region: 'us-east-1', credentials, input: {} });
    return { engine, send };
  }

  it('counts against the caller’s quota', async () => {
    const { send } = world();
    for (let i = 0; i < 3; i += 1) await send('lister', 'List');
    for (let i = 0; i < 2; i += 1) await send('kms', 'CreateKey');
    await expect(send('lister', 'List')).rejects.toThrow(/Reduce the frequency/);
    await expect(send('kms', 'CreateKey')).rejects.toThrow(/Reduce the frequency/);
  });

  it('is on the caller’s bill, and in the trail as invoked by the service', async () => {
    const { engine, send } = world();
    await send('lister', 'List');
    const source = { reader: engine.tables, now: engine.now, prices, meters: [] };
    const { lines } = billOf(source, '123456789012');
    expect(lines).toMatchObject([{ operations: [{ operation: 'CreateKey', count: 1 }] }]);
    const [, event] = engine.tables.range(trailTable)[0]!;
    expect(cloudTrailEvent(event)).toMatchObject({
      eventName: 'CreateKey',
      userIdentity: { type: 'IAMUser', invokedBy: 'lister.amazonaws.com' },
      sourceIPAddress: 'lister.amazonaws.com',
      userAgent: 'lister.amazonaws.com',
    });
  });
});
