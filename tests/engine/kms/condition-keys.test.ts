import { beforeAll, describe, expect, it } from 'vitest';
import type { AwsError } from '../../../src/engine/errors';
import type { Evaluation } from '../../../src/engine/iam/index';
import { kms as service } from '../../../src/engine/services/kms/index';
import { testWorld, utf8 } from '../world';
import {
  account,
  alias,
  EncryptionContext,
  filled,
  grantee,
  message,
  rows,
  type Row,
} from './operation-rows';

describe('condition keys', () => {
  const { kms, createKey, engine, admin } = testWorld();
  let KeyId = '';
  let CiphertextBlob = utf8('');
  let GrantToken = '';
  beforeAll(async () => {
    ({ KeyId } = await createKey({ Tags: [{ TagKey: 'team', TagValue: 'red' }] }));
    await kms('CreateAlias', { AliasName: alias, TargetKeyId: KeyId });
    const encrypted = { KeyId, Plaintext: message, EncryptionContext };
    ({ CiphertextBlob } = await kms<{ CiphertextBlob: typeof CiphertextBlob }>(
      'Encrypt',
      encrypted,
    ));
    ({ GrantToken } = await kms<{ GrantToken: string }>('CreateGrant', {
      ...{ KeyId, GranteePrincipal: grantee, Operations: ['Decrypt'] },
      Constraints: { EncryptionContextSubset: { dept: 'hr' } },
    }));
  });

  /** What the request asks of policies, whatever becomes of it afterwards. */
  async function asked(operation: string, row: Row) {
    const evaluations: Evaluation[] = [];
    // Each request happens in a world of its own, since some of them change the key.
    const fork = engine.fork();
    fork.observe(({ steps }) => {
      for (const step of steps) {
        if (step.kind === 'authorization') evaluations.push(step.evaluation);
      }
    });
    await fork
      .send({
        ...{ service: 'kms', operation, region: 'us-east-1', credentials: admin },
        input: filled(row, { KeyId, alias, CiphertextBlob, GrantToken }),
      })
      .catch((error: AwsError) => expect(error.code).not.toBe('InternalFailure'));
    return evaluations.map(({ request }) => request);
  }

  it.each(Object.keys(service.operations))('of %s', async (operation) => {
    const row = rows[operation];
    if (row === undefined) throw new Error(`${operation} has no row`);
    const requests = await asked(operation, row);
    for (const [action, more] of Object.entries(row.asks)) {
      const request = requests.find(
        ({ action: name, resource }) =>
          name === action && (row.keyless === true || resource.includes(':key/')),
      );
      expect(request?.context, action).toMatchObject({
        ...(row.keyless === true
          ? {}
          : {
              'kms:CallerAccount': account,
              'kms:KeySpec': 'SYMMETRIC_DEFAULT',
              'kms:KeyUsage': 'ENCRYPT_DECRYPT',
              'kms:KeyOrigin': 'AWS_KMS',
              'kms:MultiRegion': 'false',
              'kms:ResourceAliases': [alias],
              'aws:ResourceTag/team': 'red',
            }),
        ...(row.byAlias === true ? { 'kms:RequestAlias': alias } : {}),
        ...more,
      });
    }
    expect(requests.map(({ action }) => action)).toEqual(
      expect.arrayContaining(Object.keys(row.asks)),
    );
  });

  it('are known for every operation of the API', () => {
    expect(Object.keys(service.model.operations).filter((name) => !(name in rows))).toEqual([]);
  });
});
