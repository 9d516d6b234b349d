import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromJson, loadModel, toJson } from '../../../src/engine/api/index';
import { AwsError } from '../../../src/engine/errors';

const kms = await loadModel('kms');

describe('fromJson', () => {
  test('blobs come from base64, timestamps from epoch seconds', () => {
    const json = { KeyId: 'k', Plaintext: 'aGVsbG8=', EncryptionContext: { a: 'b' } };
    expect(fromJson(kms, 'EncryptRequest', json)).toEqual({
      KeyId: 'k',
      Plaintext: new TextEncoder().encode('hello'),
      EncryptionContext: { a: 'b' },
    });
    expect(fromJson(kms, 'ImportKeyMaterialRequest', { ValidTo: 1795459522.742 })).toEqual({
      ValidTo: new Date('2026-11-23T18:45:22.742Z'),
    });
  });

  test('nulls and unknown members are left out', () => {
    const json = { KeyId: 'k', Plaintext: null, Unknown: 1, GrantTokens: ['a', null] };
    expect(fromJson(kms, 'EncryptRequest', json)).toEqual({ KeyId: 'k', GrantTokens: ['a'] });
  });

  test('values of a wrong type stay, for validation to refuse', () => {
    const json = { KeyId: 1, Plaintext: true, EncryptionContext: [], GrantTokens: 'x' };
    expect(fromJson(kms, 'EncryptRequest', json)).toEqual(json);
  });

  test('a whole number loses its fraction, as in AWS', () => {
    const json = { NumberOfBytes: 1.9 };
    expect(fromJson(kms, 'GenerateRandomRequest', json)).toEqual({ NumberOfBytes: 1 });
  });

  test('what is not base64 is refused', () => {
    const json = { KeyId: 'k', Plaintext: 'hello' };
    expect(() => fromJson(kms, 'EncryptRequest', json)).toThrow(AwsError);
  });

  test('a key called __proto__ is only a key', () => {
    const json: unknown = JSON.parse('{"EncryptionContext":{"__proto__":"x"}}');
    const input = fromJson(kms, 'EncryptRequest', json) as { EncryptionContext: object };
    expect(Object.entries(input.EncryptionContext)).toEqual([['__proto__', 'x']]);
    expect(Object.getPrototypeOf(input.EncryptionContext)).toBe(Object.prototype);
  });
});

describe('toJson', () => {
  test('writes what the model knows, in its order', () => {
    const output = {
      secret: 'ours',
      KeyMetadata: {
        CreationDate: new Date(1795459522742),
        KeyId: 'k',
        Enabled: true,
        Arn: undefined,
      },
    };
    expect(JSON.stringify(toJson(kms, 'DescribeKeyResponse', output))).toBe(
      '{"KeyMetadata":{"KeyId":"k","CreationDate":1795459522.742,"Enabled":true}}',
    );
  });

  test('leaves to HTTP what travels outside the body', async () => {
    const lambda = await loadModel('lambda');
    const input = { FunctionName: 'f', Timeout: 3 };
    expect(toJson(lambda, 'UpdateFunctionConfigurationRequest', input)).toEqual({ Timeout: 3 });
  });

  test('fromJson reads back what toJson writes', () => {
    const request = fc.record({
      KeyId: fc.string({ unit: 'binary' }),
      Plaintext: fc.uint8Array({ maxLength: 64 }),
      EncryptionContext: fc.dictionary(fc.string(), fc.string()),
      GrantTokens: fc.array(fc.string()),
      DryRun: fc.boolean(),
    });
    fc.assert(
      fc.property(request, (value) => {
        const wire = JSON.stringify(toJson(kms, 'EncryptRequest', value));
        const plain = { ...value, EncryptionContext: { ...value.EncryptionContext } };
        expect(fromJson(kms, 'EncryptRequest', JSON.parse(wire))).toEqual(plain);
      }),
    );
  });
});
