import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { presign } from '../../src/engine/signing/index';
import { createDoor } from '../../src/wire/door';
import { testWorld } from '../engine/world';

const now = Date.parse('2026-11-23T12:00:00Z');
const host = 'https://reports.s3.us-east-1.amazonaws.com';

interface Post {
  readonly fields?: Readonly<Record<string, string>>;
  readonly conditions?: readonly unknown[];
  readonly file?: string;
  readonly expiration?: string;
  readonly change?: (fields: Record<string, string>) => void;
  readonly url?: string;
}

/** A door before a bucket, and forms for it that the administrator has signed. */
async function postDoor() {
  const { engine, admin, send } = testWorld();
  await send('s3', 'CreateBucket', { Bucket: 'reports' });
  const door = createDoor(engine, { clock: () => now });
  const hmac = (key: string | Buffer, text: string) =>
    createHmac('sha256', key).update(text).digest();

  /** Signs a form's policy as AWS's clients do: the fields that sign it stand in it. */
  function signedFields({ fields = {}, conditions = [], expiration }: Post) {
    const scope = '20261123/us-east-1/s3/aws4_request';
    const signing = {
      'x-amz-algorithm': 'AWS4-HMAC-SHA256',
      'x-amz-credential': `${admin.accessKeyId}/${scope}`,
      'x-amz-date': '20261123T120000Z',
    };
    const all = { key: 'k', ...fields, ...signing };
    const named = Object.entries({ ...signing, bucket: 'reports' });
    const policy = Buffer.from(
      JSON.stringify({
        expiration: expiration ?? '2026-11-23T13:00:00Z',
        conditions: [...named.map(([name, value]) => ({ [name]: value })), ...conditions],
      }),
    ).toString('base64');
    const key = scope
      .split('/')
      .reduce<string | Buffer>(
        (secret, part) => hmac(secret, part),
        `AWS4${admin.secretAccessKey}`,
      );
    return { ...all, policy, 'x-amz-signature': hmac(key, policy).toString('hex') };
  }

  async function post(asked: Post = {}) {
    const { conditions = [['starts-with', '$key', '']], file = 'hello', url = host } = asked;
    const fields: Record<string, string> = signedFields({ ...asked, conditions });
    asked.change?.(fields);
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob([file]), 'folder/report.txt');
    const response = await door.fetch(new Request(url, { method: 'POST', body: form }));
    return { status: response.status, body: await response.text(), headers: response.headers };
  }
  const text = async (Key: string) => {
    const { Body } = await send<{ Body: { bytes(): Promise<Uint8Array> } }>('s3', 'GetObject', {
      ...{ Bucket: 'reports', Key },
    });
    return new TextDecoder().decode(await Body.bytes());
  };
  const head = (Key = 'k') =>
    send<Record<string, unknown>>('s3', 'HeadObject', { Bucket: 'reports', Key });
  const presigned = (method: string) =>
    presign(
      { method, url: `${host}/k`, region: 'us-east-1', service: 's3', expiresIn: 60 },
      ...([admin, now] as const),
    );
  return { post, text, head, send, door, presigned };
}

describe('a form', () => {
  test.each([host, 'http://127.0.0.1:4566/reports', 'http://127.0.0.1:4566/reports/'])(
    'uploads its file to %s',
    async (url) => {
      const { post, text } = await postDoor();
      const { status, body, headers } = await post({ url });
      expect([status, body]).toEqual([204, '']);
      expect(headers.get('etag')).toBe('"5d41402abc4b2a76b9719d911017c592"');
      expect(await text('k')).toBe('hello');
    },
  );

  test('names the object after the file, says what it is, and encrypts it', async () => {
    const { post, head } = await postDoor();
    const fields = {
      ...{ key: 'in/${filename}', 'Content-Type': 'text/plain', 'x-amz-meta-TEAM': 'blue' },
      ...{ 'x-amz-server-side-encryption': 'aws:kms', 'x-ignore-me': 'anything' },
    };
    const conditions = [
      ['starts-with', '$key', 'in/'],
      ['eq', '$content-type', 'text/plain'],
      { 'x-amz-meta-team': 'blue' },
      { 'x-amz-server-side-encryption': 'aws:kms' },
    ];
    expect((await post({ fields, conditions })).status).toBe(204);
    expect(await head('in/report.txt')).toMatchObject({
      ...{ ContentType: 'text/plain', Metadata: { team: 'blue' } },
      ServerSideEncryption: 'aws:kms',
    });
  });

  test('is answered as it wants to be', async () => {
    const { post } = await postDoor();
    const status = (value: string) => ({
      fields: { success_action_status: value },
      conditions: [{ key: 'k' }, { success_action_status: value }],
    });
    expect((await post(status('200'))).status).toBe(200);
    expect((await post(status('418'))).status).toBe(204);
    const created = await post(status('201'));
    expect(created.status).toBe(201);
    expect(created.body).toContain(
      `<PostResponse><Location>${host}/k</Location><Bucket>reports</Bucket><Key>k</Key><ETag>`,
    );
    const redirect = (value: string) => ({
      fields: { success_action_redirect: value },
      conditions: [{ key: 'k' }, ['starts-with', '$success_action_redirect', '']],
    });
    const sentOn = await post(redirect('http://example.com/done?a=1'));
    expect([sentOn.status, sentOn.headers.get('location')]).toEqual([
      303,
      'http://example.com/done?a=1&bucket=reports&key=k&etag=%225d41402abc4b2a76b9719d911017c592%22',
    ]);
    expect((await post(redirect('/relative'))).status).toBe(204);
  });

  test('has tags as XML', async () => {
    const { post, send } = await postDoor();
    const tagged = (tagging: string) =>
      post({ fields: { tagging }, conditions: [{ key: 'k' }, { tagging }] });
    const xml = '<Tagging><TagSet><Tag><Key>a + b</Key><Value>1</Value></Tag></TagSet></Tagging>';
    expect((await tagged(xml)).status).toBe(204);
    expect(await send('s3', 'GetObjectTagging', { Bucket: 'reports', Key: 'k' })).toEqual({
      TagSet: [{ Key: 'a + b', Value: '1' }],
    });
    const refused = await tagged('not-xml');
    expect([refused.status, refused.body]).toEqual([400, expect.stringContaining('MalformedXML')]);
  });
});

test('a form may say what is not ASCII, and is answered as HTTP can', async () => {
  const { post, door, presigned } = await postDoor();
  const fields = {
    'Content-Disposition': 'filename="a—é.pdf"',
    'x-amz-meta-name': 'é',
    'x-amz-meta-bytes': '\u0001\u0002',
    'x-amz-meta-plain': '~\t',
  };
  const conditions = ['key', ...Object.keys(fields)].map((name) => ['starts-with', `$${name}`, '']);
  expect((await post({ fields, conditions })).status).toBe(204);
  const { headers } = await door.fetch(new Request(presigned('HEAD'), { method: 'HEAD' }));
  expect(headers.get('content-disposition')).toBe('filename="a é.pdf"');
  expect(headers.get('x-amz-meta-name')).toBe('=?UTF-8?B?w6k=?=');
  expect(headers.get('x-amz-meta-bytes')).toBe('=?UTF-8?B?AQI=?=');
});

describe('a form is refused', () => {
  const key = ['starts-with', '$key', ''];

  test.each<[string, Post, number, string]>([
    [
      'after its time',
      { expiration: '2026-11-23T12:00:00Z' },
      ...([403, 'Invalid according to Policy: Policy expired.'] as const),
    ],
    [
      'where a condition fails',
      { conditions: [['eq', '$key', 'other']] },
      403,
      'Invalid according to Policy: Policy Condition failed: ["eq", "$key", "other"]',
    ],
    [
      'where a condition names no field',
      { conditions: [['eq', 'key', 'k']] },
      ...([403, 'Policy Condition failed: ["eq", "key", "k"]'] as const),
    ],
    [
      'with a field that its policy does not name',
      { fields: { 'x-amz-meta-more': '1' } },
      ...([403, 'Invalid according to Policy: Extra input fields: x-amz-meta-more'] as const),
    ],
    [
      'with a policy that makes no sense',
      { conditions: [{ key: 'k', bucket: 'reports' }] },
      400,
      'Invalid Policy: Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.',
    ],
    [
      'with a file that is too long',
      { conditions: [key, ['content-length-range', 1, 4]] },
      ...([400, '<ProposedSize>5</ProposedSize><MaxSizeAllowed>4</MaxSizeAllowed>'] as const),
    ],
    [
      'with a file that is too short',
      { conditions: [key, ['content-length-range', '6', '10']] },
      ...([400, '<ProposedSize>5</ProposedSize><MinSizeAllowed>6</MinSizeAllowed>'] as const),
    ],
    [
      'with another policy than the signed one',
      { change: (fields) => (fields['policy'] = Buffer.from('{}').toString('base64')) },
      403,
      '<StringToSign>e30=</StringToSign><StringToSignBytes>65 33 30 3d</StringToSignBytes>',
    ],
    [
      'without a signature',
      { change: (fields) => delete fields['x-amz-signature'] },
      400,
      "Bucket POST must contain a field named 'X-Amz-Signature'.  If it is specified, please check the order of the fields.",
    ],
    [
      'by nobody',
      {
        change: (fields) => {
          for (const name of Object.keys(fields))
            if (name.startsWith('x-amz-')) delete fields[name];
        },
      },
      ...([403, '<Code>AccessDenied</Code><Message>Access Denied</Message>'] as const),
    ],
    [
      'without a key',
      { change: (fields) => delete fields['key'] },
      ...([400, "must contain a field named 'key'."] as const),
    ],
  ])('%s', async (_, asked, status, text) => {
    const { post, head } = await postDoor();
    const refused = await post(asked);
    const body = refused.body.replaceAll('&quot;', '"');
    expect([refused.status, body]).toEqual([status, expect.stringContaining(text)]);
    await expect(head()).rejects.toThrow();
  });

  test.each<[string, string, string, number, string]>([
    ['no form', 'text/html', 'x', 412, 'Bucket POST must be of the enclosure-type multipart'],
    ['no boundary', 'multipart/form-data', 'x', 400, '<Code>MalformedPOSTRequest</Code>'],
    ['cut short', 'multipart/form-data; boundary=b', '--b\r\nA', 400, 'MalformedPOSTRequest'],
    [
      ...(['without a file', 'multipart/form-data; boundary=b'] as const),
      ...(['--b--\r\n', 400, 'POST requires exactly one file upload per request.'] as const),
    ],
  ])('that is %s', async (_, type, body, status, text) => {
    const { door } = await postDoor();
    const headers = { 'content-type': type };
    const response = await door.fetch(new Request(host, { method: 'POST', headers, body }));
    expect([response.status, await response.text()]).toEqual([
      status,
      expect.stringContaining(text),
    ]);
  });
});
