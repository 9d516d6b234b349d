import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64, encodeBase64 } from '../../../src/engine/base64';
import type { AlgorithmName } from '../../../src/engine/services/s3/checksums/algorithms';
import { checksumOf } from '../../../src/engine/services/s3/checksums/checksum';
import { combineCrcs } from '../../../src/engine/services/s3/checksums/crc-combine';
import { refusal } from '../world';
import { encode, s3World, seen } from './world';

const crcs: readonly AlgorithmName[] = ['CRC32', 'CRC32C', 'CRC64NVME'];

describe('the CRC of a whole', () => {
  it.each(crcs)('%s follows from those of its parts', async (algorithm) => {
    const runs = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(runs, async (pieces) => {
        const parts = pieces.map(async (piece) => ({
          ...{ crc: decodeBase64(await checksumOf(algorithm, piece))!, size: piece.length },
        }));
        const combined = combineCrcs(algorithm, await Promise.all(parts));
        const whole = Uint8Array.from(pieces.flatMap((piece) => [...piece]));
        expect(encodeBase64(combined)).toBe(await checksumOf(algorithm, whole));
      }),
      { numRuns: 40 },
    );
  });
});

// Two parts of 5 MiB and a byte, and one of ten bytes, all of them "a".
const large = new Uint8Array(5 * 2 ** 20 + 1).fill(97);
const small = large.subarray(0, 10);

async function threeParts(create: object) {
  const world = await s3World();
  const { s3 } = world;
  const { UploadId } = await s3('CreateMultipartUpload', { Key: 'a', ...create });
  const parts: Record<string, unknown>[] = [];
  for (const [i, Body] of [large, large, small].entries()) {
    const part = await s3('UploadPart', {
      ...{ Key: 'a', UploadId, PartNumber: i + 1, Body },
    });
    parts.push({ PartNumber: i + 1, ...part });
  }
  const complete = (Parts: readonly object[], more: object = {}) =>
    s3('CompleteMultipartUpload', { Key: 'a', UploadId, MultipartUpload: { Parts }, ...more });
  return { ...world, parts, complete };
}

describe('an upload that began with an algorithm (values recorded against AWS)', () => {
  it.each([
    ...([
      ['CRC32', 'COMPOSITE', '5FRUiw==-3', 'TBHN8A=='],
      ['CRC32C', 'COMPOSITE', 'XF5+4A==-3', '5yZkMA=='],
      ['SHA1', 'COMPOSITE', 'AyE60nyQoBgJcwsyPHWu7aJuxBs=-3', 'NJX/adNGcdHhWzOmPBN5/e3Toyo='],
      [
        ...(['SHA256', 'COMPOSITE', '9o++y6AejqboiJ7MZCx0fahK2Vu5YC/qnNhhYsCLciI=-3'] as const),
        'vyy1imj2hNlaO3jvj2Ycmk5bCegsyPnMiMzpBSjK6yc=',
      ],
      ['CRC32', 'FULL_OBJECT', 'qSEQSA==', undefined],
      ['CRC32C', 'FULL_OBJECT', 'eTdAQA==', undefined],
      ['CRC64NVME', 'FULL_OBJECT', 'ZMNX55lZurA=', undefined],
    ] as const),
  ])('%s, %s, has %s', async (ChecksumAlgorithm, ChecksumType, value, ofLast) => {
    const world = await threeParts({ ChecksumAlgorithm, ChecksumType });
    const { s3, parts, complete, get } = world;
    const member = `Checksum${ChecksumAlgorithm}`;
    const isComposite = ChecksumType === 'COMPOSITE';
    const wrong = [{ ...parts[0], [member]: encodeBase64(encode('x')) }, ...parts.slice(1)];
    expect((await refusal(complete(wrong))).code).toBe('InvalidPart');
    if (isComposite) {
      const { PartNumber, ETag } = parts[0]!;
      expect((await refusal(complete([{ PartNumber, ETag }]))).message).toBe(
        `The upload was created using a ${ChecksumAlgorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part 1 in the request.`,
      );
    }
    expect(await complete(parts, { ChecksumType, [member]: value })).toMatchObject({
      ...{ [member]: value, ChecksumType, ETag: '"4d45984fc3feb2ac9b22683c49674b56-3"' },
    });
    const shown = { [member]: value, ChecksumType };
    expect(await s3('HeadObject', { Key: 'a', ChecksumMode: 'ENABLED' })).toMatchObject(shown);
    const last = await get('a', { PartNumber: 3, ChecksumMode: 'ENABLED' });
    expect((last as unknown as Record<string, unknown>)[member]).toBe(ofLast);
    const { Checksum, ObjectParts } = await s3<Record<string, Record<string, unknown>>>(
      ...(['GetObjectAttributes', { Key: 'a', ObjectAttributes: attributes }] as const),
    );
    expect(Checksum).toEqual({ [member]: value.replace(/-3$/, ''), ChecksumType });
    if (!isComposite) expect(ObjectParts).toEqual({ TotalPartsCount: 3 });
    else {
      expect(ObjectParts).toMatchObject({
        ...{ TotalPartsCount: 3, MaxParts: 1000, IsTruncated: false },
        ...{ PartNumberMarker: '0', NextPartNumberMarker: '3' },
      });
      expect((ObjectParts!.Parts as object[])[2]).toEqual({
        ...{ PartNumber: 3, Size: 10, [member]: ofLast },
      });
      const input = { MaxParts: 1, PartNumberMarker: '1' };
      expect(
        await s3('GetObjectAttributes', { Key: 'a', ObjectAttributes: attributes, ...input }),
      ).toMatchObject({ ObjectParts: { IsTruncated: true, NextPartNumberMarker: '2' } });
    }
  });
});

const attributes = ['Checksum', 'ObjectParts'];

describe('the checksum of an upload', () => {
  it.each([
    ...([
      [
        { ChecksumAlgorithm: 'TEST' },
        'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
      ],
      [
        { ChecksumType: 'COMPOSITE' },
        'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
      ],
      [
        { ChecksumAlgorithm: 'CRC64NVME', ChecksumType: 'COMPOSITE' },
        'The COMPOSITE checksum type cannot be used with the crc64nvme checksum algorithm.',
      ],
      [
        { ChecksumAlgorithm: 'SHA1', ChecksumType: 'FULL_OBJECT' },
        'The FULL_OBJECT checksum type cannot be used with the sha1 checksum algorithm.',
      ],
    ] as const),
  ])('cannot be %o (recorded against AWS)', async (input, message) => {
    const { s3 } = await s3World();
    const begun = s3('CreateMultipartUpload', { Key: 'a', ...input });
    expect(seen(await refusal(begun))).toEqual({
      code: 'InvalidRequest',
      message,
      statusCode: 400,
    });
  });

  it.each([
    ...([
      ['CRC32', 'COMPOSITE'],
      ['SHA256', 'COMPOSITE'],
      ['CRC64NVME', 'FULL_OBJECT'],
    ] as const),
  ])('by %s is %s unless it is said (recorded against AWS)', async (algorithm, ChecksumType) => {
    const { s3 } = await s3World();
    const input = { Key: 'a', ChecksumAlgorithm: algorithm };
    expect(await s3('CreateMultipartUpload', input)).toMatchObject({ ChecksumType });
  });

  it('is that of its parts, and held to what is said of it (recorded against AWS)', async () => {
    const { s3 } = await s3World();
    const begin = async (input: object) => {
      const { UploadId } = await s3('CreateMultipartUpload', { Key: 'a', ...input });
      const named = { Key: 'a', UploadId };
      const body = { ...named, PartNumber: 1, Body: encode('abc') };
      const upload = (more: object = {}) => s3('UploadPart', { ...body, ...more });
      const complete = (part: object, more: object = {}) =>
        s3('CompleteMultipartUpload', { ...named, MultipartUpload: { Parts: [part] }, ...more });
      return { upload, complete };
    };
    const of = (algorithm: AlgorithmName, text = 'abc') => checksumOf(algorithm, encode(text));

    const full = await begin({ ChecksumAlgorithm: 'CRC32C', ChecksumType: 'FULL_OBJECT' });
    expect((await refusal(full.upload({ ChecksumCRC32: await of('CRC32') }))).message).toBe(
      'Checksum Type mismatch occurred, expected checksum Type: crc32c, actual checksum Type: crc32',
    );
    const { ETag, ChecksumCRC32C } = await full.upload();
    expect(ChecksumCRC32C).toBe('Nks/tw==');
    const part = { PartNumber: 1, ETag };
    const bad = 'BadDigest: The crc32c you specified did not match the calculated checksum.';
    const FULL_OBJECT = { ChecksumType: 'FULL_OBJECT' };
    for (const input of [
      ...[{ ChecksumCRC32C }, { ChecksumCRC64NVME: await of('CRC64NVME') }],
      ...[{ ...FULL_OBJECT, ChecksumCRC32C: await of('CRC32C', 'bad string') }],
      ...[{ ...FULL_OBJECT, ChecksumCRC32: await of('CRC32') }],
    ]) {
      const { code, message } = await refusal(full.complete(part, input));
      expect(`${code}: ${message}`).toBe(bad);
    }
    expect((await refusal(full.complete(part, { ChecksumType: 'COMPOSITE' }))).message).toBe(
      'The upload was created using the FULL_OBJECT checksum mode. The complete request must use the same checksum mode.',
    );
    await full.complete(part, { ...FULL_OBJECT, ChecksumCRC32C });

    const composite = await begin({ ChecksumAlgorithm: 'CRC32' });
    await composite.upload();
    const ChecksumSHA256 = await of('SHA256');
    expect((await refusal(composite.complete({ ...part, ChecksumSHA256 }))).message).toBe(
      'The sha256 you specified for part 1 did not match what we received.',
    );

    const none = await begin({});
    expect(await none.upload({ ChecksumCRC32C })).toMatchObject({ ChecksumCRC32C });
    expect((await refusal(none.complete({ ...part, ChecksumCRC32C }))).code).toBe('InvalidPart');
    expect((await refusal(none.complete(part, FULL_OBJECT))).message).toBe(
      'The upload was created using the null checksum mode. The complete request must use the same checksum mode.',
    );
    expect(await none.complete(part)).toMatchObject({
      ...{ ChecksumCRC64NVME: await of('CRC64NVME'), ...FULL_OBJECT },
    });
  });
});
