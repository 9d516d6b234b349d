import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  algorithmNames,
  checksumAlgorithms,
} from '../../../src/engine/services/s3/checksums/algorithms';
import { checksumOf } from '../../../src/engine/services/s3/checksums/checksum';
import { refusal, refusalText } from '../world';
import { encode, s3World, seen } from './world';

const md5Of = (text: string) => createHash('md5').update(text).digest('base64');

// Source: the catalogue of parametrised CRC algorithms (reveng), where `123456789` is what every
// check value is of; NIST for SHA, RFC 1321 for MD5.
const checkValues = {
  CRC32: 'cbf43926',
  CRC32C: 'e3069283',
  CRC64NVME: 'ae8b14860a799888',
  SHA1: 'f7c3bc1d808e04732adf679965ccc34ca7ae3441',
  SHA256: '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225',
  SHA512:
    'd9e6762dd1c8eaf6d61b3c6192fc408d4d6d5f1176d0c29169bc24e71c3f274ad27fcd5811b313d681f7e55ec02d73d499c95455b6b5bb503acf574fba8ffe85',
  MD5: '25f9e794323b453885f5181f1b624d0b',
};

describe.each(algorithmNames)('%s', (algorithm) => {
  const { member } = checksumAlgorithms[algorithm];

  it('has its check value', async () => {
    const value = await checksumOf(algorithm, encode('123456789'));
    expect(Buffer.from(value, 'base64').toString('hex')).toBe(checkValues[algorithm]);
  });

  it('comes out the same, however the bytes are cut', () => {
    const bytes = Uint8Array.from({ length: 100 }, (_, i) => (i * 37) % 256);
    const whole = checksumAlgorithms[algorithm].start();
    whole.update(bytes);
    const expected = whole.digest();
    for (const cut of [1, 7, 8, 9, 50, 99]) {
      const running = checksumAlgorithms[algorithm].start();
      running.update(bytes.subarray(0, cut));
      running.update(bytes.subarray(cut));
      expect(running.digest()).toEqual(expected);
    }
  });

  it('is kept with the object and shown to who asks', async () => {
    const { s3, put, get } = await s3World();
    const value = await checksumOf(algorithm, encode('text'));
    const input = { ChecksumAlgorithm: algorithm, [member]: value };
    const shown = { [member]: value, ChecksumType: 'FULL_OBJECT' };
    expect(await put('a', 'text', input)).toMatchObject(shown);
    expect(await get('a', { ChecksumMode: 'ENABLED' })).toMatchObject(shown);
    expect(await s3('HeadObject', { Key: 'a', ChecksumMode: 'ENABLED' })).toMatchObject(shown);
    expect(await s3('HeadObject', { Key: 'a' })).not.toHaveProperty('ChecksumType');
    const part = await get('a', { ChecksumMode: 'ENABLED', Range: 'bytes=0-1' });
    expect(part).not.toHaveProperty('ChecksumType');
  });

  it('that is of other bytes is refused (recorded against AWS)', async () => {
    const { put } = await s3World();
    const value = await checksumOf(algorithm, encode('other'));
    expect(await refusalText(put('a', 'text', { [member]: value }))).toBe(
      `BadDigest: The ${algorithm} you specified did not match the calculated checksum.`,
    );
  });

  it('that is no such checksum is refused (recorded against AWS)', async () => {
    const { put } = await s3World();
    for (const value of ['test', 'AA==', 'not base64']) {
      expect(await refusalText(put('a', 'text', { [member]: value }))).toBe(
        `InvalidRequest: Value for x-amz-checksum-${algorithm.toLowerCase()} header is invalid.`,
      );
    }
  });
});

describe('checksums', () => {
  it('are taken by S3 where none is sent: CRC-64/NVME', async () => {
    const { put } = await s3World();
    // Recorded against AWS for this text.
    const shown = { ChecksumCRC64NVME: '1f2xscCCZCU=', ChecksumType: 'FULL_OBJECT' };
    expect(await put('a', 'test-checksum')).toMatchObject(shown);
  });

  it('come one at a time', async () => {
    const { put } = await s3World();
    const both = { ChecksumCRC32: 'AAAAAA==', ChecksumCRC32C: 'AAAAAA==' };
    expect(await refusalText(put('a', '', both))).toBe(
      'InvalidRequest: Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  });

  it('come with the algorithm that is named', async () => {
    const { put } = await s3World();
    const { message } = await refusal(put('a', 'text', { ChecksumAlgorithm: 'CRC32' }));
    expect(message).toContain('no corresponding x-amz-checksum-*');
    const other = { ChecksumAlgorithm: 'SHA1', ChecksumCRC32: 'AAAAAA==' };
    expect((await refusal(put('a', '', other))).message).toBe(
      'Value for x-amz-sdk-checksum-algorithm header is invalid.',
    );
  });

  it('of a refused upload leave nothing behind', async () => {
    const { engine, put } = await s3World();
    await refusal(put('a', 'text', { ChecksumCRC32: 'AAAAAA==' }));
    expect(engine.tables.range({ name: 's3.chunks' })).toEqual([]);
  });
});

describe('Content-MD5', () => {
  it('is held against the bytes, in every mode (recorded against AWS)', async () => {
    const { put } = await s3World();
    for (const ServerSideEncryption of ['AES256', 'aws:kms']) {
      const input = { ServerSideEncryption, ContentMD5: md5Of('text') };
      await put('a', 'text', input);
      expect(seen(await refusal(put('a', 'other', input)))).toEqual({
        code: 'BadDigest',
        message: 'The Content-MD5 you specified did not match what we received.',
        statusCode: 400,
        CalculatedDigest: md5Of('other'),
        ExpectedDigest: Buffer.from(md5Of('text'), 'base64').toString('hex'),
      });
    }
  });

  it.each(['000', 'MTIz', '__invalid__', 'dGVzdC1zdHJpbmc='])(
    'is not %s (recorded against AWS)',
    async (ContentMD5) => {
      const { put } = await s3World();
      expect(seen(await refusal(put('a', 'text', { ContentMD5 })))).toEqual({
        ...{ code: 'InvalidDigest', message: 'The Content-MD5 you specified was invalid.' },
        ...{ statusCode: 400, 'Content-MD5': ContentMD5 },
      });
    },
  );
});
