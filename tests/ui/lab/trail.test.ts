import { describe, expect, it } from 'vitest';
import type { TrailEvent } from '../../../src/engine/trail/state';
import { trailTable } from '../../../src/engine/trail/index';
import { readHttp } from '../../../src/ui/lab/requests/http-text';
import { askedFor, noFilter, sift, type TrailFilter } from '../../../src/ui/lab/trail/sift';
import { testWorld } from '../../engine/world';

/** The trail of a few requests, one of them refused. */
async function trail() {
  const { engine, kms, createKey } = testWorld(1);
  const { KeyId, Arn } = await createKey();
  await kms('Encrypt', {
    KeyId,
    Plaintext: Uint8Array.of(1),
    EncryptionContext: { app: 'Orders' },
  });
  await kms('DescribeKey', { KeyId: 'alias/none' }).catch(() => undefined);
  return { events: engine.tables.range(trailTable).map(([, event]) => event), Arn };
}

/** Runs a work to its end, as slices would. */
function whole(events: readonly TrailEvent[], filter: Partial<TrailFilter>) {
  const work = sift(events, { ...noFilter, ...filter });
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

describe('the trail’s filter', () => {
  it.each<[Partial<TrailFilter>, readonly string[]]>([
    [{}, ['CreateKey', 'Encrypt', 'DescribeKey']],
    [{ text: 'orders encrypt' }, ['Encrypt']],
    [{ text: 'nowhere' }, []],
    [{ name: 'CreateKey' }, ['CreateKey']],
    [{ source: 's3.amazonaws.com' }, []],
    [{ error: 'any' }, ['DescribeKey']],
    [{ error: 'NotFoundException' }, ['DescribeKey']],
    [{ error: 'none', access: 'read' }, ['Encrypt']],
    [{ access: 'write' }, ['CreateKey']],
    [{ until: 0 }, []],
    [{ from: 0 }, ['CreateKey', 'Encrypt', 'DescribeKey']],
  ])('%j leaves %j', async (filter, names) => {
    const { events } = await trail();
    expect(whole(events, filter).found.map(({ eventName }) => eventName)).toEqual(names);
  });

  it('finds the events of a resource, and says what can be asked for', async () => {
    const { events, Arn } = await trail();
    const { found, names, errors } = whole(events, { resource: Arn!.toUpperCase() });
    expect(found.every(({ resources = [] }) => resources.includes(Arn!))).toBe(true);
    expect(found.length).toBeGreaterThan(0);
    expect([...names.keys()]).toEqual(['CreateKey', 'Encrypt', 'DescribeKey']);
    expect([...errors]).toEqual([['NotFoundException', 1]]);
    expect(askedFor({ ...noFilter, resource: 'a', from: 1, text: 'not counted' })).toBe(2);
  });
});

describe('a message of HTTP', () => {
  const bytesOf = (text: string) => new TextEncoder().encode(text);
  const head =
    'POST / HTTP/1.1\r\nHost: h\r\nUser-Agent: u\r\nAuthorization: AWS4 SignedHeaders=host;x, Signature=1\r\n\r\n';

  it('tells which headers its signature covers', () => {
    const { first, headers, body } = readHttp(bytesOf(`${head}{"a":1}`));
    expect(first).toBe('POST / HTTP/1.1');
    expect(headers.map(({ isSigned }) => isSigned)).toEqual([true, false, false]);
    expect(body).toBe('{"a":1}');
  });

  it('shows a body that is no text as bytes', () => {
    const bytes = Uint8Array.of(...bytesOf(head), 0xff, 0);
    expect(readHttp(bytes).body).toEqual(Uint8Array.of(0xff, 0));
  });
});
