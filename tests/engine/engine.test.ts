import { describe, expect, it } from 'vitest';
import { Engine } from '../../src/engine/engine';
import { readModel } from '../../src/engine/api/index';
import type { Context, Service } from '../../src/engine/operation';
import { services } from '../../src/engine/services/index';
import { table, type Change } from '../../src/engine/tables';
import { usageTable } from '../../src/engine/prices/index';
import { trailTable } from '../../src/engine/trail/index';
import { adminCredentials, createWorld } from '../../src/engine/world';
import { refusalText, start, testWorld, utf8 } from './world';

interface Note {
  readonly at: number;
}

const notes = table<Note>('notebook.notes');

// A service of its own shows what the engine promises to every service.
const notebook: Service = {
  name: 'notebook',
  title: 'Notebook',
  eventSource: 'notebook.amazonaws.com',
  model: readModel({
    service: 'notebook',
    metadata: {
      ...{ protocol: 'json', apiVersion: '2026-01-01', serviceId: 'Notebook' },
      endpointPrefix: 'notebook',
    },
    operations: Object.fromEntries(
      ['Write', 'WriteAndFail', 'CallAndFail', 'Remind', 'Crash'].map((name) => [name, {}]),
    ),
    shapes: {},
  }),
  operations: {
    Write: { handle: (_: object, ctx: Context) => ctx.put(notes, 'a', { at: ctx.now }) },
    WriteAndFail: {
      handle(_: object, ctx: Context) {
        ctx.put(notes, 'a', { at: ctx.now });
        ctx.put(notes, 'b', { at: ctx.now });
        return ctx.call('kms', 'DescribeKey', { KeyId: 'alias/none' });
      },
    },
    CallAndFail: {
      async handle(_: object, ctx: Context) {
        await ctx.call('notebook', 'Write', {});
        await ctx.call('kms', 'DescribeKey', { KeyId: 'alias/none' });
      },
    },
    Remind: {
      handle(_: object, ctx: Context) {
        const day = 24 * 60 * 60 * 1000;
        for (const days of [3, 400, 1]) {
          ctx.setTimer({ id: `in-${days}`, at: ctx.now + days * day, kind: 'ring', payload: days });
        }
        ctx.cancelTimer('in-3');
      },
    },
    Crash: {
      handle() {
        throw new TypeError('a bug');
      },
    },
  },
  timers: {
    ring: (days: number, ctx: Context) => ctx.put(notes, `day ${days}`, { at: ctx.now }),
  },
};

function notebookWorld() {
  const engine = new Engine(createWorld({ now: start, seed: 7 }), [...services, notebook]);
  const credentials = adminCredentials(engine.tables);
  const send = (operation: string) =>
    engine.send({ service: 'notebook', operation, region: 'us-east-1', credentials, input: {} });
  const written = () => engine.tables.range(notes).map(([key]) => key);
  return { engine, send, written };
}

describe('a refused request', () => {
  it('leaves nothing behind but its audit entry', async () => {
    const { engine, send, written } = notebookWorld();
    expect(await refusalText(send('WriteAndFail'))).toContain('NotFoundException: Alias');
    expect(written()).toEqual([]);
    const events = engine.tables.range(trailTable).map(([, event]) => event);
    expect(events.map(({ eventName, errorCode }) => [eventName, errorCode])).toEqual([
      ['DescribeKey', 'NotFoundException'],
      ['WriteAndFail', 'NotFoundException'],
    ]);
    expect(events[0]?.userIdentity.invokedBy).toBe('notebook.amazonaws.com');
  });

  it('does not take back what another service had already done for it', async () => {
    const { send, written } = notebookWorld();
    await refusalText(send('CallAndFail'));
    expect(written()).toEqual(['a']);
  });

  it('shows our own faults as InternalFailure, without their text', async () => {
    const { send } = notebookWorld();
    expect(await refusalText(send('Crash'))).toMatch(/^InternalFailure: The request processing/);
  });
});

describe('authentication', () => {
  it.each([
    ['an unknown access key', { accessKeyId: 'AKIANOBODY' }, 'UnrecognizedClientException'],
    ['a wrong secret', { secretAccessKey: 'wrong' }, 'InvalidSignatureException'],
  ])('refuses %s', async (_, wrong, code) => {
    const { kms, admin } = testWorld();
    const attempt = kms('ListKeys', {}, { credentials: { ...admin, ...wrong } });
    expect(await refusalText(attempt)).toMatch(new RegExp(`^${code}: `));
  });

  it('answers in the words of the Query protocol where the service speaks it', async () => {
    const { send, admin } = testWorld();
    const credentials = { ...admin, accessKeyId: 'AKIANOBODY' };
    expect(await refusalText(send('iam', 'ListUsers', {}, { credentials }))).toBe(
      'InvalidClientTokenId: The security token included in the request is invalid.',
    );
  });
});

describe('the clock', () => {
  it('fires timers in order, each at its own time, however far ahead', async () => {
    const { engine, send, written } = notebookWorld();
    await send('Remind');
    const day = 24 * 60 * 60 * 1000;
    await engine.advanceTo(start + 500 * day);
    expect(written()).toEqual(['day 1', 'day 400']);
    expect(engine.tables.get(notes, 'day 400')).toEqual({ at: start + 400 * day });
    expect(engine.now).toBe(start + 500 * day);
  });

  it('never goes backwards', async () => {
    const { engine } = testWorld();
    await engine.advanceTo(start - 1);
    expect(engine.now).toBe(start);
  });

  it('keeps timers in forks', async () => {
    const { engine, send, written } = notebookWorld();
    await send('Remind');
    const fork = engine.fork();
    await fork.advanceTo(start + 1e12);
    expect(fork.tables.range(notes)).toHaveLength(2);
    expect(written()).toEqual([]);
  });
});

describe('undo and redo', () => {
  it('take back a command with everything it did, and do it again', async () => {
    const { engine, kms, createKey } = testWorld();
    engine.checkpoint('create');
    const { KeyId } = await createKey();
    await kms('CreateAlias', { AliasName: 'alias/app', TargetKeyId: KeyId });
    engine.checkpoint('look');
    engine.checkpoint('disable');
    await kms('DisableKey', { KeyId });
    const after = [...engine.tables.entries()];
    expect(engine.undo()).toBe('disable');
    expect((await kms<{ Keys: object[] }>('ListKeys')).Keys).toHaveLength(1);
    expect(engine.undo()).toBe('create');
    expect((await kms<{ Keys: object[] }>('ListKeys')).Keys).toHaveLength(0);
    expect(engine.undo()).toBeUndefined();
    engine.redo();
    engine.redo();
    const isUndone = ([name]: readonly [string, ...unknown[]]) =>
      name !== trailTable.name && name !== usageTable.name;
    expect([...engine.tables.entries()].filter(isUndone)).toEqual(after.filter(isUndone));
  });
});

describe('the journal', () => {
  it('is enough to follow the world elsewhere', async () => {
    const { engine, kms, createKey } = testWorld();
    const mirror = engine.tables.fork();
    const changes: Change[] = [];
    engine.observe((happening) => changes.push(...happening.changes));
    engine.checkpoint('work');
    const { KeyId } = await createKey();
    await kms('Encrypt', { KeyId, Plaintext: utf8('x') });
    await refusalText(kms('DescribeKey', { KeyId: 'nothing' }));
    await engine.advanceTo(start + 5000);
    engine.undo();
    for (const change of changes) mirror.apply(change);
    expect([...mirror.entries()]).toEqual([...engine.tables.entries()]);
  });
});

describe('chance', () => {
  it('repeats under a seed', async () => {
    const run = async (seed: number | null) => {
      const { engine, kms, createKey } = testWorld(seed);
      const { KeyId } = await createKey();
      await Promise.all([
        kms('Encrypt', { KeyId, Plaintext: utf8('x') }),
        kms('GenerateDataKey', { KeyId, KeySpec: 'AES_256' }),
      ]);
      return [...engine.tables.entries()];
    };
    expect(await run(42)).toEqual(await run(42));
    expect(await run(42)).not.toEqual(await run(43));
    expect(await run(null)).not.toEqual(await run(null));
  });

  it('never draws the same bytes twice under a seed', async () => {
    const { kms } = testWorld(1);
    const draw = () => kms<{ Plaintext: Uint8Array }>('GenerateRandom', { NumberOfBytes: 32 });
    const drawn = await Promise.all(Array.from({ length: 20 }, draw));
    expect(new Set(drawn.map(({ Plaintext }) => Plaintext.join())).size).toBe(20);
  });
});

describe('the trace', () => {
  it('tells a request from its arrival to its answer', async () => {
    const { engine, kms, createKey } = testWorld();
    const { KeyId } = await createKey();
    const kinds: string[] = [];
    engine.observe(({ steps }) => kinds.push(...steps.map(({ kind }) => kind)));
    await kms('Encrypt', { KeyId, Plaintext: utf8('x') });
    expect(kinds).toEqual(['request', 'authentication', 'authorization', 'cost', 'crypto', 'end']);
  });

  it('ends a refused request with its error', async () => {
    const { engine, kms } = testWorld();
    const ends: object[] = [];
    engine.observe(({ steps }) => ends.push(...steps.filter(({ kind }) => kind === 'end')));
    await refusalText(kms('DescribeKey', { KeyId: 'x' }));
    expect(ends).toMatchObject([{ error: { code: 'NotFoundException', statusCode: 400 } }]);
  });
});
