import { describe, expect, it } from 'vitest';
import { refusal, refusalText, start } from '../world';
import { Bucket, encode, s3World, seen } from './world';

const day = 86_400_000;
/** 2026-11-24T00:00:00Z, the first midnight of the world. */
const midnight = Date.UTC(2026, 10, 24);
const enabled = { Status: 'Enabled' };
const whole = { ...enabled, Filter: {} };

async function lifecycleWorld({ versioned = false } = {}) {
  const world = await s3World();
  const { s3 } = world;
  if (versioned) await s3('PutBucketVersioning', { VersioningConfiguration: enabled });
  const rules = (...Rules: object[]) =>
    s3('PutBucketLifecycleConfiguration', { LifecycleConfiguration: { Rules } });
  /** Moves the clock to the nth midnight of the world. */
  const toMidnight = (n: number, more = 0) =>
    world.engine.advanceTo(midnight + (n - 1) * day + more);
  const versions = async () => {
    const { Versions = [], DeleteMarkers = [] } =
      await s3<
        Record<string, { Key: string; VersionId: string; StorageClass: string }[] | undefined>
      >('ListObjectVersions');
    return { versions: Versions, markers: DeleteMarkers };
  };
  const keys = async () => (await versions()).versions.map(({ Key }) => Key);
  return { ...world, rules, toMidnight, versions, keys };
}

describe('an object expires', () => {
  it('at the midnight after its days are over', async () => {
    const { put, rules, toMidnight, keys, s3 } = await lifecycleWorld();
    await rules({ ...whole, ID: 'a day', Expiration: { Days: 1 } });
    const Expiration = 'expiry-date="Wed, 25 Nov 2026 00:00:00 GMT", rule-id="a%20day"';
    expect(await put('a', 'text')).toMatchObject({ Expiration });
    expect(await s3('HeadObject', { Key: 'a' })).toMatchObject({ Expiration });
    await toMidnight(2, -1);
    expect(await keys()).toEqual(['a']);
    await toMidnight(2);
    expect(await keys()).toEqual([]);
  });

  it('on a date, and whatever comes later the midnight after', async () => {
    const { put, rules, toMidnight, keys } = await lifecycleWorld();
    await put('a', 'text');
    await rules({ ...whole, Expiration: { Date: new Date(midnight + day) } });
    await toMidnight(1);
    expect(await keys()).toEqual(['a']);
    await toMidnight(2);
    expect(await keys()).toEqual([]);
    await put('b', 'text');
    await toMidnight(3);
    expect(await keys()).toEqual([]);
  });

  it.each([
    ['a prefix', { Prefix: 'logs/' }, ['logs/1', 'logs/tagged']],
    ['a tag', { Tag: { Key: 'k', Value: 'v' } }, ['big', 'logs/tagged']],
    ['a size', { ObjectSizeGreaterThan: 4 }, ['big']],
    ['another size', { ObjectSizeLessThan: 5 }, ['logs/1', 'logs/tagged']],
    [
      'all of them',
      { And: { Prefix: 'logs/', Tags: [{ Key: 'k', Value: 'v' }], ObjectSizeLessThan: 5 } },
      ['logs/tagged'],
    ],
  ])('where the filter is %s', async (_, Filter, expired) => {
    const { put, rules, toMidnight, keys } = await lifecycleWorld();
    await put('big', 'longer text', { Tagging: 'k=v&l=w' });
    await put('logs/1', 'text');
    await put('logs/tagged', 'text', { Tagging: 'k=v' });
    await rules({ ...enabled, Filter, Expiration: { Days: 1 } });
    await toMidnight(2);
    expect(['big', 'logs/1', 'logs/tagged'].filter((key) => !expired.includes(key))).toEqual(
      await keys(),
    );
  });

  it('by the rule that is soonest, once, and not by one that is disabled', async () => {
    const { put, rules, toMidnight, keys } = await lifecycleWorld();
    await rules(
      { ...enabled, ID: 'three', Filter: { Prefix: 't' }, Expiration: { Days: 3 } },
      { ...enabled, ID: 'two', Filter: { Prefix: 'te' }, Expiration: { Days: 2 } },
      { Status: 'Disabled', ID: 'one', Filter: {}, Expiration: { Days: 1 } },
    );
    const { Expiration } = await put('test', 'text');
    expect(Expiration).toContain('rule-id="two"');
    await put('other', 'text');
    await toMidnight(3);
    expect(await keys()).toEqual(['other']);
  });

  it('under a delete marker where there are versions, which goes when it is alone', async () => {
    const { put, rules, toMidnight, versions } = await lifecycleWorld({ versioned: true });
    await put('a', 'one');
    const { VersionId } = await put('a', 'two');
    await rules({
      ...{ ...whole, Expiration: { Days: 1 } },
      NoncurrentVersionExpiration: { NoncurrentDays: 2 },
    });
    await toMidnight(2);
    expect(await versions()).toMatchObject({ versions: [{ VersionId }, {}], markers: [{}] });
    // The older one has been noncurrent since `two` was put: two days and the rest of one.
    await toMidnight(3);
    expect((await versions()).versions).toMatchObject([{ VersionId }]);
    await toMidnight(4);
    expect(await versions()).toEqual({ versions: [], markers: [] });
  });

  it('and is named in no answer about one version (recorded against AWS)', async () => {
    const { put, rules, s3 } = await lifecycleWorld({ versioned: true });
    await rules({ ...whole, Expiration: { Days: 1 } });
    const { VersionId } = await put('a', 'text');
    expect(await s3('HeadObject', { Key: 'a', VersionId })).not.toHaveProperty('Expiration');
    expect(await s3('GetObject', { Key: 'a' })).toHaveProperty('Expiration');
  });
});

describe('noncurrent versions', () => {
  it('stay as many as are to be kept, whatever their age', async () => {
    const { put, rules, toMidnight, versions } = await lifecycleWorld({ versioned: true });
    const put4: string[] = [];
    for (const text of ['1', '2', '3', '4']) {
      put4.push((await put('a', text)).VersionId ?? '');
    }
    const NoncurrentVersionExpiration = { NoncurrentDays: 1, NewerNoncurrentVersions: 2 };
    await rules({ ...whole, NoncurrentVersionExpiration });
    await toMidnight(9);
    const left = (await versions()).versions.map(({ VersionId }) => VersionId);
    expect(left).toEqual(put4.slice(1).reverse());
  });

  it('that are locked outlast every rule', async () => {
    const world = await s3World();
    const Bucket = 'locked';
    await world.s3('CreateBucket', { Bucket, ObjectLockEnabledForBucket: true });
    const first = await world.put('a', 'one', { Bucket, ObjectLockLegalHoldStatus: 'ON' });
    await world.put('a', 'two', { Bucket });
    const NoncurrentVersionExpiration = { NoncurrentDays: 1 };
    const Rules = [{ ...whole, NoncurrentVersionExpiration }];
    await world.s3('PutBucketLifecycleConfiguration', {
      ...{ Bucket, LifecycleConfiguration: { Rules } },
    });
    await world.engine.advanceTo(start + 9 * day);
    const { VersionId } = first;
    expect(await world.read('a', { Bucket, VersionId })).toBe('one');
    const LegalHold = { Status: 'OFF' };
    await world.s3('PutObjectLegalHold', { Bucket, Key: 'a', VersionId, LegalHold });
    await world.engine.advanceTo(start + 10 * day);
    const gone = world.get('a', { Bucket, VersionId });
    expect((await refusal(gone)).code).toBe('NoSuchVersion');
  });
});

it('removes delete markers that are alone', async () => {
  const { s3, put, rules, toMidnight, versions } = await lifecycleWorld({ versioned: true });
  await s3('DeleteObject', { Key: 'alone' });
  await put('b', 'text');
  await s3('DeleteObject', { Key: 'b' });
  await rules({ ...whole, Expiration: { ExpiredObjectDeleteMarker: true } });
  await toMidnight(1);
  expect(await versions()).toMatchObject({ versions: [{ Key: 'b' }], markers: [{ Key: 'b' }] });
});

it('ends uploads that nobody completes', async () => {
  const { s3, rules, toMidnight } = await lifecycleWorld();
  const { UploadId } = await s3('CreateMultipartUpload', { Key: 'a' });
  await s3('UploadPart', { Key: 'a', UploadId, PartNumber: 1, Body: encode('x') });
  await rules({ ...whole, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } });
  await toMidnight(1);
  expect(await s3('ListMultipartUploads')).toHaveProperty('Uploads');
  await toMidnight(2);
  expect(await s3('ListMultipartUploads')).not.toHaveProperty('Uploads');
});

describe('an object moves', () => {
  const size = 128 * 1024;
  const large = 'x'.repeat(size);
  const Transitions = [
    { Days: 30, StorageClass: 'STANDARD_IA' },
    { Days: 60, StorageClass: 'GLACIER' },
  ];

  it('to colder classes, readable or not, unless it is small', async () => {
    const { put, rules, toMidnight, versions, read, get } = await lifecycleWorld();
    await put('large', large);
    await put('small', 'text');
    await rules({ ...whole, Transitions });
    const classes = async () => (await versions()).versions.map(({ StorageClass }) => StorageClass);
    await toMidnight(31);
    expect(await classes()).toEqual(['STANDARD_IA', 'STANDARD']);
    expect(await read('large')).toBe(large);
    await toMidnight(61);
    expect(await classes()).toEqual(['GLACIER', 'STANDARD']);
    expect((await refusal(get('large'))).code).toBe('InvalidObjectState');
  });

  it('small as well where the class or the rule lets it', async () => {
    const { put, s3, rules, toMidnight, versions } = await lifecycleWorld();
    await put('small', 'text');
    await put('tiny', 'te');
    await rules({
      ...{ ...enabled, Filter: { ObjectSizeGreaterThan: 3 } },
      Transitions: [{ Days: 0, StorageClass: 'GLACIER_IR' }],
    });
    await toMidnight(1);
    expect((await versions()).versions).toMatchObject([
      ...[{ StorageClass: 'GLACIER_IR' }, { StorageClass: 'STANDARD' }],
    ]);
    const Rules = [{ ...whole, Transitions: [{ Days: 0, StorageClass: 'DEEP_ARCHIVE' }] }];
    await s3('PutBucketLifecycleConfiguration', {
      LifecycleConfiguration: { Rules },
      TransitionDefaultMinimumObjectSize: 'varies_by_storage_class',
    });
    await toMidnight(2);
    expect((await versions()).versions).toMatchObject([
      ...[{ StorageClass: 'DEEP_ARCHIVE' }, { StorageClass: 'DEEP_ARCHIVE' }],
    ]);
  });

  it('when it is noncurrent', async () => {
    const { put, rules, toMidnight, versions } = await lifecycleWorld({ versioned: true });
    await put('a', large);
    await put('a', large);
    const one = { NoncurrentDays: 1, StorageClass: 'DEEP_ARCHIVE' };
    await rules({ ...whole, NoncurrentVersionTransitions: [one] });
    await toMidnight(2);
    expect((await versions()).versions).toMatchObject([
      ...[{ StorageClass: 'STANDARD' }, { StorageClass: 'DEEP_ARCHIVE' }],
    ]);
  });
});

it('runs for no bucket without rules', async () => {
  const { s3, rules, engine } = await lifecycleWorld();
  const timers = () => engine.tables.size({ name: 'engine.timers' });
  const before = timers();
  const Expiration = { Days: 1 };
  await rules({ ...whole, Status: 'Disabled', Expiration });
  expect(timers()).toBe(before);
  await rules({ ...whole, Expiration });
  expect(timers()).toBe(before + 1);
  await s3('DeleteBucketLifecycle');
  expect(timers()).toBe(before);
  await rules({ ...whole, Expiration });
  await s3('DeleteBucket');
  expect(timers()).toBe(before);
});

describe('a configuration', () => {
  it('is put, told and deleted (recorded against AWS)', async () => {
    const { s3, rules } = await lifecycleWorld();
    const none = { code: 'NoSuchLifecycleConfiguration', statusCode: 404, BucketName: Bucket };
    const get = () => s3('GetBucketLifecycleConfiguration');
    expect(seen(await refusal(get()))).toMatchObject(none);
    await s3('DeleteBucketLifecycle');
    const rule = { ...enabled, ID: 'wholebucket', Filter: { Prefix: '' } };
    const Rules = [
      { ...rule, Expiration: { Days: 7 } },
      { ...rule, ID: 'date', Expiration: { Date: new Date(midnight) } },
      {
        ...{ ...rule, ID: 'more', Status: 'Disabled' },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
        Transitions: [{ Days: 1, StorageClass: 'GLACIER' }],
      },
    ];
    const TransitionDefaultMinimumObjectSize = 'all_storage_classes_128K';
    expect(await rules(...Rules)).toEqual({ TransitionDefaultMinimumObjectSize });
    expect(await get()).toEqual({ Rules, TransitionDefaultMinimumObjectSize });
    await s3('DeleteBucketLifecycle');
    expect(seen(await refusal(get()))).toMatchObject(none);
    await rules({ ...whole, Expiration: { Days: 7 } });
    const { Rules: named } = await s3<{ Rules: { ID: string }[] }>(
      'GetBucketLifecycleConfiguration',
    );
    expect(named[0]?.ID).toHaveLength(48);
  });

  const Expiration = { Days: 1 };
  const tag = { Key: 'k', Value: 'v' };
  const malformed = 'MalformedXML';

  it.each([
    ['no filter', { ...enabled, Expiration }, malformed],
    ['another status', { Status: 'On', Filter: {}, Expiration }, malformed],
    ['nothing to do', whole, 'At least one action'],
    [
      'nothing of noncurrent versions',
      { ...whole, Expiration, NoncurrentVersionExpiration: {} },
      malformed,
    ],
    [
      'two filters',
      { ...enabled, Expiration, Filter: { And: { Prefix: 'test' }, Prefix: '' } },
      malformed,
    ],
    [
      'a size beside a prefix',
      { ...enabled, Expiration, Filter: { ObjectSizeGreaterThan: 500, Prefix: '' } },
      malformed,
    ],
    [
      'a date by day',
      { ...whole, Expiration: { Date: new Date(midnight + 1000) } },
      "InvalidArgument: 'Date' must be at midnight GMT",
    ],
    [
      'a tag twice',
      { ...enabled, Expiration, Filter: { And: { Tags: [tag, tag] } } },
      'InvalidRequest: Duplicate Tag Keys are not allowed.',
    ],
    [
      'days and markers',
      { ...whole, Expiration: { Days: 1, ExpiredObjectDeleteMarker: true } },
      malformed,
    ],
    ['no days', { ...whole, Expiration: { Days: 0 } }, "'Days' for Expiration action"],
    [
      'markers with tags',
      { ...enabled, Filter: { Tag: tag }, Expiration: { ExpiredObjectDeleteMarker: true } },
      'ExpiredObjectDeleteMarker cannot be specified with Tags.',
    ],
    [
      'uploads with tags',
      {
        ...{ ...enabled, Filter: { Tag: tag } },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      },
      'AbortIncompleteMultipartUpload cannot be specified with Tags.',
    ],
    [
      'uploads with a size',
      {
        ...{ ...enabled, Filter: { And: { Prefix: 'a', ObjectSizeLessThan: 9 } } },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      },
      'AbortIncompleteMultipartUpload cannot be specified with Object Size.',
    ],
    [
      'seldom access too soon',
      { ...whole, Transitions: [{ Days: 29, StorageClass: 'STANDARD_IA' }] },
      "'Days' in Transition action must be greater than or equal to 30",
    ],
    [
      'the class where objects are',
      { ...whole, Transitions: [{ Days: 29, StorageClass: 'STANDARD' }] },
      malformed,
    ],
  ])('is refused for %s', async (_, rule, text) => {
    const { rules, s3 } = await lifecycleWorld();
    expect(await refusalText(rules(rule))).toContain(text);
    expect((await refusal(s3('GetBucketLifecycleConfiguration'))).statusCode).toBe(404);
  });

  it('is refused for an id that comes twice, and for a size of which it does not know', async () => {
    const { rules, s3 } = await lifecycleWorld();
    const rule = { ...whole, ID: 'one', Expiration };
    expect(await refusalText(rules(rule, rule))).toContain('Rule ID must be unique.');
    const input = {
      LifecycleConfiguration: { Rules: [rule] },
      TransitionDefaultMinimumObjectSize: 'value',
    };
    expect(await refusalText(s3('PutBucketLifecycleConfiguration', input))).toBe(
      'InvalidRequest: Invalid TransitionDefaultMinimumObjectSize found: value',
    );
  });
});
