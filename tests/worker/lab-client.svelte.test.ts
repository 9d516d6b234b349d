import { afterEach, describe, expect, it } from 'vitest';
import { Interrupted, LabClient, LabFailed, type LabState } from '../../src/worker/lab-client';
import type { OpenRequest } from '../../src/worker/port';

// The page's end of the port, on the real Worker.

const sandbox: OpenRequest = { saved: null, scenario: null, now: Date.UTC(2026, 0, 5) };

let client: LabClient | undefined;
afterEach(() => client?.close());

/** A client that is told what happens; `start` starts another Worker than the lab's. */
function connect(start?: () => Worker) {
  const states: LabState[] = [];
  const restarts: { reason: string; cwd: string }[] = [];
  let printed = '';
  const listener = {
    onState: (state: LabState) => states.push(state),
    onEvent: (event: { type: string; text?: string }) => (printed += event.text ?? ''),
    onRestart: (reason: string, cwd: string) => restarts.push({ reason, cwd }),
  };
  client = start === undefined ? new LabClient(listener) : new LabClient(listener, start);
  return { client, states, restarts, printed: () => printed };
}

/** The lab's Worker, and a way to let it crash. */
function crashing() {
  let worker: Worker | undefined;
  const start = () => {
    const url = new URL('../../src/worker/worker.ts', import.meta.url);
    worker = new Worker(url, { type: 'module' });
    return worker;
  };
  return { start, crash: () => worker!.dispatchEvent(new ErrorEvent('error')) };
}

const module = (source: string) => () =>
  new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })), {
    type: 'module',
  });

const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
};

describe('a world that is to become another', () => {
  it('does so when nothing else is under way, and what the page has is what there is', async () => {
    const { client } = connect();
    await client.open(sandbox);
    const file = () => client.world.tables.get('workstation.files')?.get('/home/learner/file');
    const running = client.run('for i in 1 2 3; do echo $i >> file; aws kms list-keys; done');
    const later = client.run('touch file; chmod 600 file');
    let seen: unknown;
    const adopting = client.adopt('take over', () => {
      seen = file();
      return [{ table: 'workstation.files', key: '/home/learner/file', after: undefined }];
    });
    await Promise.all([running, later, adopting]);
    expect(seen).toMatchObject({ mode: 0o600 });
    expect(file()).toBe(undefined);
    expect(await client.undo()).toBe('take over');
    expect(file()).toEqual(seen);
  });
});

describe('a Worker that does not hear', () => {
  it.each(["eval 'while :; do :; done'", 'source loop.sh', 'bash loop.sh'])(
    'is replaced when `%s` is interrupted; world, files and session are there again',
    async (line) => {
      const { client, states, restarts } = connect();
      await client.open(sandbox);
      await client.run('mkdir deep; cd deep; echo "while :; do :; done" > loop.sh; X=5');
      await client.run(
        'aws kms create-alias --alias-name alias/a --target-key-id $(aws kms create-key --query KeyMetadata.KeyId --output text)',
      );
      const looping = client.run(line);
      const waiting = client.complete('l', 1);
      await new Promise((resolve) => setTimeout(resolve, 300));
      const pressed = performance.now();
      client.interrupt();
      client.interrupt();
      const ended = await looping.catch((error: unknown) => error);
      await waiting.catch(() => undefined);
      // A script that can be heard ends by itself; what cannot, with its Worker.
      if (!(ended instanceof Interrupted)) expect(ended).toMatchObject({ exitCode: 130 });
      expect(performance.now() - pressed).toBeLessThan(1500);
      const after = await client.run(
        'pwd; echo $X; cat loop.sh; aws kms describe-key --key-id alias/a --query KeyMetadata.KeyState',
      );
      expect(after).toMatchObject({
        stdout: '/home/learner/deep\n5\nwhile :; do :; done\n"Enabled"\n',
        cwd: '~/deep',
      });
      if (ended instanceof Interrupted) {
        expect(restarts).toEqual([{ reason: 'interrupted', cwd: '~/deep' }]);
        expect(states).toContain('restarting');
      }
      expect(states.at(-1)).toBe('ready');
    },
  );

  it('is left alone while it still clears up what its command began', async () => {
    // A Worker that changes the world for a while after Ctrl-C, and then is done.
    const { client, restarts } = connect(
      module(`
        const happened = { type: 'happened', steps: [], changes: [] };
        let running;
        onmessage = async ({ data }) => {
          if (data.method === 'open') postMessage({ id: data.id, value: { cwd: '~', world: null } });
          else if (data.method === 'run') running = data.id;
          else {
            for (let i = 0; i < 4; i += 1) {
              await new Promise((resolve) => setTimeout(resolve, 350));
              postMessage({ event: happened });
            }
            postMessage({ id: running, value: { stdout: 'cleared', exitCode: 130 } });
          }
        };`),
    );
    await client.open(sandbox);
    const running = client.run('aws s3 cp large s3://bucket/large');
    client.interrupt();
    expect(await running).toMatchObject({ stdout: 'cleared' });
    expect(restarts).toEqual([]);
  });

  it('does not keep a new world waiting', async () => {
    const { client } = connect();
    await client.open(sandbox);
    const looping = client.run("eval 'while :; do :; done'");
    looping.catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 300));
    client.interrupt();
    await client.open(sandbox);
    await expect(looping).rejects.toBeInstanceOf(Interrupted);
    expect((await client.run('echo new')).stdout).toBe('new\n');
  });
});

describe('a Worker that crashes', () => {
  it('is started again with the world as it was', async () => {
    const { start, crash } = crashing();
    const { client, restarts } = connect(start);
    await client.open(sandbox);
    await client.run('echo kept > file');
    const running = client.run('while :; do :; done');
    await new Promise((resolve) => setTimeout(resolve, 50));
    crash();
    await expect(running).rejects.toThrow('a fault in the lab');
    await until(() => restarts.length > 0);
    expect((await client.run('cat file')).stdout).toBe('kept\n');
  });

  it.each([
    ['cannot be loaded', () => new Worker('/there-is-no-such-worker.js', { type: 'module' })],
    ['fails as it starts', module('throw new Error("broken")')],
  ])('before it has a world, because it %s, answers no call, but refuses all', async (_, start) => {
    const { client, states } = connect(start);
    await expect(client.open(sandbox)).rejects.toBeInstanceOf(LabFailed);
    await expect(client.run('ls')).rejects.toBeInstanceOf(LabFailed);
    expect(states).toEqual(['loading', 'failed']);
  });

  it('while it opens the world again is not started a third time', async () => {
    const { start, crash } = crashing();
    let starts = 0;
    const { client, states } = connect(() => {
      starts += 1;
      return starts === 1 ? start() : module('throw new Error("broken")')();
    });
    await client.open(sandbox);
    const running = client.run('while :; do :; done');
    running.catch(() => undefined);
    crash();
    await expect(running).rejects.toBeInstanceOf(Interrupted);
    await until(() => states.at(-1) === 'failed');
    await expect(client.run('ls')).rejects.toBeInstanceOf(LabFailed);
    expect(starts).toBe(2);
  });
});
