import { describe, expect, test } from 'vitest';
import { readModel } from '../../src/engine/api/index';
import {
  plainHttp,
  tls13,
  type Context,
  type Service,
  type Transport,
} from '../../src/engine/operation';
import { trailWorld } from './cloudtrail/world';
import { refusal, testWorld } from './world';

const deny = (condition: object) => [
  { Effect: 'Allow', Action: '*', Resource: '*' },
  { Effect: 'Deny', Action: 'kms:ListKeys', Resource: '*', Condition: condition },
];

// Amazon S3 User Guide, "Amazon S3 policy examples using condition keys": s3:TlsVersion is numeric.
const forceTls = { Bool: { 'aws:SecureTransport': 'false' } };
const newTlsOnly = { NumericLessThan: { 's3:TlsVersion': '1.3' } };

describe('policies see how a request came', () => {
  test.each<[string, object, Transport | undefined, boolean]>([
    ['TLS 1.3 is secure', forceTls, tls13, true],
    ['plain HTTP is not', forceTls, plainHttp, false],
    ['a request that says nothing came by TLS', forceTls, undefined, true],
    ['TLS 1.3 is new', newTlsOnly, tls13, true],
    ['TLS 1.2 is older', newTlsOnly, { secure: true, tlsVersion: '1.2' }, false],
    ['plain HTTP has no version of TLS', newTlsOnly, plainHttp, true],
  ])('%s', async (_title, condition, transport, allowed) => {
    const { engine, user } = testWorld();
    const credentials = await user('ana', ...deny(condition));
    const request = { service: 'kms', operation: 'ListKeys', region: 'us-east-1', input: {} };
    const sent = engine.send({ ...request, credentials, ...(transport && { transport }) });
    if (allowed) await sent;
    else expect((await refusal(sent)).code).toBe('AccessDeniedException');
  });
});

/** A service that asks KMS on its caller's behalf, whichever way it was asked itself. */
const relay: Service = {
  name: 'relay',
  title: 'Relay',
  eventSource: 'relay.amazonaws.com',
  model: readModel({
    service: 'relay',
    metadata: {
      ...{ protocol: 'json', apiVersion: '2026-01-01', serviceId: 'Relay' },
      endpointPrefix: 'relay',
    },
    operations: { ListAll: {} },
    shapes: {},
  }),
  operations: {
    ListAll: {
      permissions: () => [],
      handle: async (_input: object, ctx: Context) => {
        await ctx.call('kms', 'ListKeys', {});
        return { transport: ctx.transport };
      },
    },
  },
};

test('services call each other by TLS, also for a request that came without', async () => {
  const { engine, user } = testWorld(null, undefined, {}, [relay]);
  const credentials = await user('ana', ...deny(forceTls));
  const { output } = await engine.send({
    ...{ service: 'relay', operation: 'ListAll', region: 'us-east-1', input: {}, credentials },
    transport: plainHttp,
  });
  expect(output).toEqual({ transport: plainHttp });
});

// CloudTrail User Guide, "CloudTrail record contents": tlsDetails are those of a TLS connection.
test('the audit trail has no TLS details of a request that came without', async () => {
  const { engine, admin: credentials, lastEvent } = trailWorld();
  const request = { service: 'kms', operation: 'ListKeys', region: 'us-east-1', input: {} };
  await engine.send({ ...request, credentials, transport: plainHttp });
  expect(await lastEvent('ListKeys')).not.toHaveProperty('tlsDetails');
  await engine.send({ ...request, credentials });
  expect(await lastEvent('ListKeys')).toHaveProperty('tlsDetails.tlsVersion', 'TLSv1.3');
});
