import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Engine } from '../../src/engine/engine';
import { filesTable, home, secretsTable } from '../../src/engine/workstation';
import { createWorld } from '../../src/engine/world';
import { exposure } from '../../src/learning/exposure';
import { newSession, writeSession } from '../../src/shell/session';
import { SecretFinder, shortestSecret } from '../../src/learning/secret-finder';

function worldWith(files: Record<string, Uint8Array>, secrets: Record<string, Uint8Array>): Engine {
  const engine = new Engine(createWorld({ now: 0, seed: 1 }));
  engine.write((tx) => {
    for (const [name, content] of Object.entries(files)) {
      const path = name.startsWith('/') ? name : `${home}/${name}`;
      tx.put(filesTable, path, { type: 'file', mode: 0o644, mtime: 0, content });
    }
    for (const [name, bytes] of Object.entries(secrets)) {
      tx.put(secretsTable, name, { kind: 'data key', name, bytes });
    }
  });
  return engine;
}

const bytesOf = (text: string) => new TextEncoder().encode(text);
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

const telling = (bytes: Uint8Array) => new Set(bytes).size > 2;
const secret = fc.uint8Array({ minLength: 16, maxLength: 200 }).filter((bytes) =>
  // Every piece that is looked for must itself be more than padding.
  Array.from({ length: Math.ceil(bytes.length / 32) }, (_, i) => bytes.subarray(i * 32)).every(
    (piece) => piece.length < 16 || telling(piece.subarray(0, 32)),
  ),
);
const around = fc.uint8Array({ maxLength: 100 });

describe('a secret is found', () => {
  it('wherever it is embedded, raw', () => {
    fc.assert(
      fc.property(secret, around, around, (bytes, before, after) => {
        const text = Buffer.concat([before, bytes, after]);
        expect(new SecretFinder([bytes]).find(text)).toContainEqual({ secret: 0, form: 'raw' });
      }),
    );
  });

  it('in Base64 of anything that contains it, wrapped at any width', () => {
    fc.assert(
      fc.property(secret, around, around, fc.integer({ min: 4, max: 80 }), (bytes, a, b, width) => {
        const encoded = base64(Buffer.concat([a, bytes, b]));
        const wrapped = encoded.match(new RegExp(`.{1,${width}}`, 'g'))!.join('\n');
        expect(new SecretFinder([bytes]).find(bytesOf(`key: ${wrapped}\n`))).toContainEqual({
          secret: 0,
          form: 'base64',
        });
      }),
    );
  });

  it('in hexadecimal of either case, with colons or without', () => {
    fc.assert(
      fc.property(secret, around, fc.boolean(), fc.boolean(), (bytes, before, capital, colons) => {
        let text = hex(Buffer.concat([before, bytes]));
        if (colons) text = text.match(/../g)!.join(':');
        if (capital) text = text.toUpperCase();
        expect(new SecretFinder([bytes]).find(bytesOf(text))).toContainEqual({
          secret: 0,
          form: 'hex',
        });
      }),
    );
  });

  it('by any part of more than 63 bytes', () => {
    const bytes = crypto.getRandomValues(new Uint8Array(3000));
    const finder = new SecretFinder([bytes]);
    fc.assert(
      fc.property(fc.nat(bytes.length - 63), around, (from, before) => {
        const text = Buffer.concat([before, bytes.subarray(from, from + 63)]);
        expect(finder.find(text)).toContainEqual({ secret: 0, form: 'raw' });
      }),
    );
  });

  it('beside others', () => {
    fc.assert(
      fc.property(fc.uniqueArray(secret, { minLength: 2, maxLength: 5, selector: hex }), (all) => {
        const found = new SecretFinder(all).find(Buffer.concat(all)).map((hit) => hit.secret);
        expect(new Set(found)).toEqual(new Set(all.keys()));
      }),
    );
  });
});

describe('a secret is not found', () => {
  it('where it is not', () => {
    fc.assert(
      fc.property(secret, fc.uint8Array({ maxLength: 400 }), (bytes, text) => {
        fc.pre(!Buffer.from(text).includes(Buffer.from(bytes.subarray(0, 16))));
        expect(new SecretFinder([bytes]).find(text)).toEqual([]);
      }),
    );
  });

  it('where one of its bytes is another', () => {
    const bytes = crypto.getRandomValues(new Uint8Array(32));
    const finder = new SecretFinder([bytes]);
    for (let i = 0; i < bytes.length; i += 1) {
      const changed = bytes.map((byte, at) => (at === i ? byte ^ 1 : byte));
      expect(finder.find(changed)).toEqual([]);
      expect(finder.find(bytesOf(hex(changed)))).toEqual([]);
    }
  });

  it('when it is padding, or too short to mean anything', () => {
    const finder = new SecretFinder([
      new Uint8Array(1024),
      bytesOf('x'.repeat(shortestSecret - 1)),
    ]);
    expect(finder.find(new Uint8Array(4096))).toEqual([]);
    expect(finder.find(bytesOf('x'.repeat(100)))).toEqual([]);
  });
});

describe('searching takes time by the length of the text only', () => {
  it('for a MiB of lines that differ in little, in a MiB much like it', () => {
    const lines = (from: number) =>
      bytesOf(
        Array.from({ length: 32_768 }, (_, i) => `2026-11-23,row,${from + i},paid\n`).join(''),
      );
    const finder = new SecretFinder([lines(1_000_000)]);
    const start = performance.now();
    expect(finder.find(lines(5_000_000))).toEqual([]);
    expect(finder.find(lines(1_000_000))).toEqual([{ secret: 0, form: 'raw' }]);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

describe('exposure', () => {
  const key = Uint8Array.from({ length: 32 }, (_, i) => (i * 37 + 11) % 256);

  it('names every holder and the form it has the secret in', () => {
    const engine = worldWith(
      { 'data.key': key, 'notes/key.b64': bytesOf(base64(key)), '/tmp/other': bytesOf('nothing') },
      { 'data key from GenerateDataKey': key },
    );
    engine.write((tx) => {
      const variables = new Map([['KEY', { value: base64(key), attributes: 'x' }]]);
      writeSession(engine.tables, tx, { ...newSession, variables });
    });
    const screen = `$ xxd -p data.key\n${hex(key)}\n`;
    expect(exposure(engine, screen)).toEqual([
      {
        secret: { kind: 'data key', name: 'data key from GenerateDataKey' },
        holders: [
          { place: 'file', name: 'data.key', form: 'raw' },
          { place: 'file', name: 'notes/key.b64', form: 'base64' },
          { place: 'variable', name: 'KEY', form: 'base64' },
          { place: 'screen', name: 'terminal', form: 'hex' },
        ],
      },
    ]);
  });

  it('still names a secret that nobody holds any more', () => {
    expect(exposure(worldWith({}, { gone: key }), '')).toEqual([
      { secret: { kind: 'data key', name: 'gone' }, holders: [] },
    ]);
  });

  it('names a secret once, however often it was seen', () => {
    const engine = worldWith({ f: key }, { first: key, second: key.slice() });
    expect(exposure(engine, '')).toMatchObject([{ secret: { name: 'first' } }]);
  });

  it('follows the files', () => {
    const engine = worldWith({ f: key }, { k: key });
    expect(exposure(engine, '')[0]!.holders).toHaveLength(1);
    engine.write((tx) => tx.delete(filesTable, `${home}/f`));
    expect(exposure(engine, '')[0]!.holders).toEqual([]);
    engine.write((tx) =>
      tx.put(filesTable, `${home}/g`, { type: 'file', mode: 0o600, mtime: 0, content: key }),
    );
    expect(exposure(engine, '')[0]!.holders).toMatchObject([{ name: 'g' }]);
  });
});
