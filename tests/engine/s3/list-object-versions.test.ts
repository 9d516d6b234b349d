import { describe, expect, it } from 'vitest';
import { refusal } from '../world';
import { s3World, seen } from './world';

const enabled = { VersioningConfiguration: { Status: 'Enabled' } };

interface Entry {
  readonly Key: string;
  readonly VersionId: string;
  readonly IsLatest: boolean;
}

interface Listed {
  readonly Versions?: readonly Entry[];
  readonly DeleteMarkers?: readonly Entry[];
  readonly CommonPrefixes?: readonly { readonly Prefix: string }[];
  readonly IsTruncated: boolean;
  readonly NextKeyMarker?: string;
  readonly NextVersionIdMarker?: string;
}

/** Three keys with versions and markers, as in the recording of LocalStack's test of markers. */
async function versionedWorld() {
  const world = await s3World();
  const { s3, put } = world;
  await s3('PutBucketVersioning', enabled);
  const ids: string[] = [];
  const note = ({ VersionId }: { readonly VersionId?: string }) => ids.push(VersionId!);
  for (const key of ['t0', 't1', 't2', 't2']) note(await put(key, 'text'));
  for (const Key of ['t0', 't1', 't2']) note(await s3('DeleteObject', { Key }));
  for (const key of ['t0', 't1']) note(await put(key, 'again'));
  const list = (input: object = {}) => s3<Listed>('ListObjectVersions', input);
  return { ...world, ids, list };
}

const idsOf = (entries: readonly Entry[] = []) => entries.map(({ VersionId }) => VersionId);

describe('the versions of a bucket', () => {
  it('come by key, the newest first (recorded against AWS)', async () => {
    const { list, ids } = await versionedWorld();
    const all = await list();
    expect(all).toMatchObject({
      ...{ KeyMarker: '', VersionIdMarker: '', Prefix: '', MaxKeys: 1000, IsTruncated: false },
    });
    expect(idsOf(all.Versions)).toEqual([7, 0, 8, 1, 3, 2].map((i) => ids[i]));
    expect(idsOf(all.DeleteMarkers)).toEqual([4, 5, 6].map((i) => ids[i]));
    expect(all.DeleteMarkers!.map(({ IsLatest }) => IsLatest)).toEqual([false, false, true]);
    expect(all.Versions![0]).toMatchObject({ IsLatest: true, Size: 5, StorageClass: 'STANDARD' });
  });

  it('come in pages, each after the last version of the one before (recorded against AWS)', async () => {
    const { list, ids } = await versionedWorld();
    const page = await list({ MaxKeys: 5 });
    expect(page).toMatchObject({
      ...{ IsTruncated: true, NextKeyMarker: 't1', NextVersionIdMarker: ids[5] },
    });
    const next = { MaxKeys: 1, KeyMarker: 't1' };
    expect(idsOf((await list(next)).DeleteMarkers)).toEqual([ids[6]]);
    const both = await list({ ...next, VersionIdMarker: ids[5]! });
    expect(both).toMatchObject({ NextKeyMarker: 't1', NextVersionIdMarker: ids[1] });
    expect(idsOf(both.Versions)).toEqual([ids[1]]);
    expect(await list({ MaxKeys: 1, KeyMarker: 't2' })).toMatchObject({ IsTruncated: false });
    for (let size = 1; size < 10; size += 1) {
      const seenIds: string[] = [];
      let markers: object = {};
      for (;;) {
        const one = await list({ MaxKeys: size, ...markers });
        seenIds.push(...idsOf(one.Versions), ...idsOf(one.DeleteMarkers));
        if (!one.IsTruncated) break;
        markers = { KeyMarker: one.NextKeyMarker, VersionIdMarker: one.NextVersionIdMarker };
      }
      expect(seenIds.sort()).toEqual([...ids].sort());
    }
  });

  it('go on where the version of the marker was deleted (recorded against AWS)', async () => {
    const { s3, put, list } = await versionedWorld();
    for (let i = 0; i < 5; i += 1) await put('x', 'text');
    const page = await list({ Prefix: 'x', MaxKeys: 3 });
    const all = idsOf((await list({ Prefix: 'x' })).Versions);
    for (const { Key, VersionId } of page.Versions!) await s3('DeleteObject', { Key, VersionId });
    const rest = await list({
      ...{ Prefix: 'x', KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker },
    });
    expect(idsOf(rest.Versions)).toEqual(all.slice(3));
    expect(rest.Versions![0]).toMatchObject({ IsLatest: true });
  });

  it('are rolled up by a delimiter, delete markers too', async () => {
    const { s3, put, list } = await versionedWorld();
    await put('f/a/1', 'text');
    await s3('DeleteObject', { Key: 'f/a/1' });
    await put('f/x', 'text');
    const input = { Prefix: 'f/', Delimiter: '/', MaxKeys: 1 };
    const page = await list(input);
    expect(page).toMatchObject({ CommonPrefixes: [{ Prefix: 'f/a/' }], NextKeyMarker: 'f/a/' });
    expect(page).not.toHaveProperty('NextVersionIdMarker');
    for (const KeyMarker of ['f/a/', 'f/a/1']) {
      expect((await list({ ...input, KeyMarker })).Versions).toMatchObject([{ Key: 'f/x' }]);
    }
  });

  it('are null without versioning', async () => {
    const { s3, put } = await s3World();
    await put('a', 'text');
    const page = await s3<Listed>('ListObjectVersions');
    expect(page.Versions).toMatchObject([{ Key: 'a', VersionId: 'null', IsLatest: true }]);
  });

  it('do not begin at a version without a key (recorded against AWS)', async () => {
    const { list, ids } = await versionedWorld();
    expect(seen(await refusal(list({ VersionIdMarker: ids[0]! })))).toEqual({
      ...{ code: 'InvalidArgument', statusCode: 400 },
      message: 'A version-id marker cannot be specified without a key marker.',
      ...{ ArgumentName: 'version-id-marker', ArgumentValue: ids[0] },
    });
    const wrong = { KeyMarker: 't0', VersionIdMarker: 'x' };
    expect((await refusal(list(wrong))).message).toBe('Invalid version id specified');
    expect((await refusal(list({ EncodingType: 'x' }))).code).toBe('InvalidArgument');
  });

  it('take s3:ListBucketVersions', async () => {
    const { s3, user } = await s3World();
    const credentials = await user('ann', {
      ...{ Effect: 'Allow', Action: 's3:ListBucket', Resource: '*' },
    });
    const { message } = await refusal(s3('ListObjectVersions', {}, { credentials }));
    expect(message).toContain('s3:ListBucketVersions');
  });
});
