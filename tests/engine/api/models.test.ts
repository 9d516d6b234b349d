import * as cloudTrailSdk from '@aws-sdk/client-cloudtrail';
import * as iamSdk from '@aws-sdk/client-iam';
import * as kmsSdk from '@aws-sdk/client-kms';
import * as organizationsSdk from '@aws-sdk/client-organizations';
import * as serviceQuotasSdk from '@aws-sdk/client-service-quotas';
import * as stsSdk from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import {
  commandName,
  loadModel,
  serviceNames,
  serviceOfCommand,
  type ApiModel,
  type StructureShape,
} from '../../../src/engine/api/index';

// The schemas that the SDK's clients export: operations are [9, ns, name, traits, input, output],
// structures [3, ns, name, traits, member names, ...] (both ends lazily, behind functions).
type SdkSchema = readonly unknown[];

function sdkOperations(sdk: Record<string, unknown>): Map<string, readonly [string[], string[]]> {
  const schemas = Object.values(sdk).filter((value): value is SdkSchema => Array.isArray(value));
  const operations = schemas.filter((schema) => schema[0] === 9);
  return new Map(
    operations.map((schema) => [
      String(schema[2]),
      [sdkMembers(schema[4]), sdkMembers(schema[5])] as const,
    ]),
  );
}

function sdkMembers(reference: unknown): string[] {
  const schema = typeof reference === 'function' ? (reference as () => unknown)() : reference;
  if (!Array.isArray(schema)) return [];
  return ((schema[4] as string[] | undefined) ?? []).toSorted();
}

function members(shape: StructureShape | undefined): string[] {
  return Object.keys(shape?.members ?? {}).toSorted();
}

describe('the models agree with the installed AWS SDK', () => {
  test('KMS: the same 56 operations, the same members', async () => {
    const kms = await loadModel('kms');
    const sdk = sdkOperations(kmsSdk);
    expect(Object.keys(kms.operations)).toEqual([...sdk.keys()].toSorted());
    expect(sdk.size).toBe(56);
    for (const [name, [input, output]] of sdk) {
      expect(members(kms.operations[name]?.input), `${name} input`).toEqual(input);
      expect(members(kms.operations[name]?.output), `${name} output`).toEqual(output);
    }
  });

  test('KMS: the same enum values', async () => {
    const kms = await loadModel('kms');
    const compared: string[] = [];
    for (const [name, value] of Object.entries(kmsSdk)) {
      const shape = kms.shapes[name];
      if (shape?.type !== 'string' || shape.enum === undefined) continue;
      expect(shape.enum.toSorted(), name).toEqual(Object.values(value).toSorted());
      compared.push(name);
    }
    expect(compared).toContain('KeySpec');
    expect(compared.length).toBeGreaterThan(20);
  });

  // These are as old as their botocore: the SDK may know more, never less.
  test.each([
    ['iam', iamSdk, 176],
    ['sts', stsSdk, 11],
    ['organizations', organizationsSdk, 29],
    ['cloudtrail', cloudTrailSdk, 1],
    ['service-quotas', serviceQuotasSdk, 9],
  ] as const)('%s: nothing that the SDK does not know', async (service, sdkModule, count) => {
    const model = await loadModel(service);
    const sdk = sdkOperations(sdkModule);
    expect(Object.keys(model.operations)).toHaveLength(count);
    for (const [name, operation] of Object.entries(model.operations)) {
      const [input, output] = sdk.get(name) ?? [[], []];
      expect([...sdk.keys()]).toContain(name);
      expect(input, `${name} input`).toEqual(expect.arrayContaining(members(operation.input)));
      expect(output, `${name} output`).toEqual(expect.arrayContaining(members(operation.output)));
    }
  });
});

describe.each(serviceNames)('%s', (service) => {
  test('every reference leads to a shape', async () => {
    const model = await loadModel(service);
    expect(Object.keys(model.operations).length).toBeGreaterThan(0);
    for (const shape of Object.values(model.shapes)) {
      const references =
        shape.type === 'structure'
          ? Object.values(shape.members)
          : shape.type === 'list'
            ? [shape.member]
            : shape.type === 'map'
              ? [shape.key, shape.value]
              : [];
      for (const { shape: target } of references) expect(model.shapes[target.name]).toBe(target);
    }
    for (const { errors } of Object.values(model.operations)) {
      for (const error of errors) expect(error.error?.statusCode).toBeGreaterThanOrEqual(400);
    }
  });

  test('required members exist, and so do the tokens of paginators', async () => {
    const model = await loadModel(service);
    for (const shape of Object.values(model.shapes)) {
      if (shape.type !== 'structure') continue;
      expect(Object.keys(shape.members)).toEqual(expect.arrayContaining([...shape.required]));
    }
    for (const { input, paginator } of Object.values(model.operations)) {
      if (paginator === undefined) continue;
      expect(members(input)).toEqual(expect.arrayContaining([...paginator.inputToken]));
      expect(paginator.inputToken).toHaveLength(paginator.outputToken.length);
    }
  });

  test('every pattern is one that JavaScript can match', async () => {
    const model = await loadModel(service);
    for (const shape of Object.values(model.shapes)) {
      if (shape.type === 'string' && shape.pattern !== undefined) {
        expect(() => new RegExp(shape.pattern ?? ''), shape.pattern).not.toThrow();
      }
    }
  });

  test('its command leads back to it', () => {
    expect(serviceOfCommand(commandName(service))).toBe(service);
  });
});

describe('a model', () => {
  test('knows how its service is reached', async () => {
    const kms = await loadModel('kms');
    expect(kms).toMatchObject({
      protocol: 'json',
      jsonVersion: '1.1',
      targetPrefix: 'TrentService',
      signingName: 'kms',
    });
    expect((await loadModel('service-quotas')).signingName).toBe('servicequotas');
  });

  test('knows HTTP bindings', async () => {
    const put = operation(await loadModel('s3'), 'PutObject');
    expect(put.http).toEqual({ method: 'PUT', uri: '/{Bucket}/{Key+}', code: 200 });
    expect(put.input?.payload).toBe('Body');
    expect(put.input?.members['SSEKMSKeyId']).toMatchObject({
      location: 'header',
      locationName: 'x-amz-server-side-encryption-aws-kms-key-id',
    });
    expect(put.httpChecksum?.requestAlgorithmMember).toBe('ChecksumAlgorithm');
    expect(operation(await loadModel('lambda'), 'CreateFunction').http.code).toBe(201);
  });

  test('knows paginators', async () => {
    expect(operation(await loadModel('kms'), 'ListKeys').paginator).toEqual({
      inputToken: ['Marker'],
      outputToken: ['NextMarker'],
      resultKey: ['Keys'],
      limitKey: 'Limit',
      moreResults: 'Truncated',
      nonAggregateKeys: [],
    });
  });

  test('knows errors by their names on the wire', async () => {
    const iam = await loadModel('iam');
    const [error] = operation(iam, 'CreateUser').errors.filter(
      ({ name }) => name === 'EntityAlreadyExistsException',
    );
    expect(error?.error).toEqual({ code: 'EntityAlreadyExists', statusCode: 409, fault: 'client' });
    const kms = await loadModel('kms');
    expect(kms.shapes['KMSInternalException']).toMatchObject({ error: { fault: 'server' } });
  });

  test('knows which requests carry no signature', async () => {
    const sts = await loadModel('sts');
    expect(operation(sts, 'AssumeRoleWithWebIdentity').unsigned).toBe(true);
    expect(operation(sts, 'AssumeRole').unsigned).toBe(false);
  });

  test('finds nothing under names that every JavaScript object has', async () => {
    const kms = await loadModel('kms');
    expect(kms.operations['constructor']).toBeUndefined();
    expect(kms.shapes['__proto__']).toBeUndefined();
  });

  test('is read once', async () => {
    expect(await loadModel('kms')).toBe(await loadModel('kms'));
  });

  test('has no command that is not the AWS CLI’s', () => {
    expect(commandName('s3')).toBe('s3api');
    expect(serviceOfCommand('s3')).toBeUndefined();
  });
});

function operation(model: ApiModel, name: string) {
  const found = model.operations[name];
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}
