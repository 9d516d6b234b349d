import { describe, expect, it } from 'vitest';
import { hasBlobs } from '../../src/engine/large-bytes';
import { keepLargePartsInBlobs } from '../../src/engine/services/s3/chunk-store';
import { LabSession } from '../../src/worker/lab-session';
import type { LabEvent } from '../../src/worker/port';
import { changesTo } from '../../src/ui/lab/save-points/compare';
import { WorldMirror } from '../../src/worker/world-mirror';

const file = '/home/learner/large';

async function open(request: Parameters<LabSession['open']>[0]) {
  const mirror = new WorldMirror();
  const session = new LabSession(
    (event: LabEvent) => event.type === 'happened' && mirror.apply(event.changes),
    () => 0,
  );
  const { world } = await session.open(request);
  mirror.replace(world ?? request.saved!);
  return { session, mirror };
}

describe('large bytes on the page', () => {
  it('keep no command waiting, nor what comes before them, and let nothing past them', async () => {
    let now = 0;
    const told: LabEvent[] = [];
    const session = new LabSession(
      (event) => event.type === 'happened' && told.push(event),
      () => now,
    );
    await session.open({ saved: null, scenario: null, now: 0 });
    /** The files of which more than their names was told. */
    const files = () =>
      told
        .flatMap((event) => (event.type === 'happened' ? event.changes : []))
        .filter(({ table, after }) => {
          const { content } = (after ?? {}) as { content?: Uint8Array | Blob };
          if (table !== 'workstation.files' || content === undefined) return false;
          return (content instanceof Blob ? content.size : content.length) > 0;
        })
        .map(({ key }) => key);
    await session.run('echo small > before');
    await session.run('dd if=/dev/zero of=large bs=1 count=0 seek=40M; echo small > after');
    await session.run('aws sts get-caller-identity');
    expect(files()).toEqual(['/home/learner/before']);
    expect(told.some((event) => event.type === 'happened' && event.steps.length > 0)).toBe(true);
    await session.settle(() => false);
    expect(files()).toEqual(['/home/learner/before']);
    await session.settle();
    expect(files()).toEqual(['before', 'large', 'after'].map((name) => `/home/learner/${name}`));
    // But a line that goes on and on is not waited for.
    await session.run('dd if=/dev/zero of=late bs=1 count=0 seek=40M');
    now += 10_000;
    await session.run('echo small > last');
    expect(files().slice(3)).toEqual(['/home/learner/late', '/home/learner/last']);
  });

  it('of an object are told as Blobs, and read from the bytes at hand or from these', async () => {
    keepLargePartsInBlobs();
    try {
      const { session, mirror } = await open({ saved: null, scenario: null, now: 0 });
      await session.run(
        'dd if=/dev/zero of=large bs=1 count=0 seek=9M; aws s3 mb s3://some-bucket',
      );
      await session.run('aws s3api put-object --bucket some-bucket --key large --body large');
      const read =
        'aws s3api get-object --bucket some-bucket --key large got && cmp large got; echo $?';
      expect((await session.run(read)).stdout).toMatch(/0\n$/);
      await session.settle();
      const rows = [...mirror.tables.get('s3.chunks')!.values()] as { sealed: Blob }[];
      expect(rows.map(({ sealed }) => sealed.size)).toEqual(
        [8, 1].map((n) => n * ((1 << 20) + 16)),
      );
      expect(rows.every(({ sealed }) => sealed instanceof Blob)).toBe(true);
      const again = await open({ saved: mirror.save(), scenario: null, now: 0 });
      expect((await again.session.run(read)).stdout).toMatch(/0\n$/);
    } finally {
      keepLargePartsInBlobs(false);
    }
  });

  it('are Blobs there, and bytes again in a Worker that opens the page’s world', async () => {
    const { session, mirror } = await open({ saved: null, scenario: null, now: 0 });
    await session.run('dd if=/dev/zero of=large bs=1 count=0 seek=3M; echo end >> large');
    const content = () =>
      (mirror.tables.get('workstation.files')?.get(file) as { content: Blob }).content;
    await session.settle();
    const first = content();
    expect(first).toBeInstanceOf(Blob);
    expect(first.size).toBe(3 * 1024 * 1024 + 4);
    await session.run('touch large; chmod 600 large');
    await session.settle();
    // The same bytes are not sent again.
    expect(content()).toBe(first);
    const again = await open({ saved: mirror.save(), scenario: null, now: 0 });
    expect(await again.session.run('tail -c 4 large; wc -c < large')).toMatchObject({
      stdout: 'end\n3145732\n',
    });
    expect(hasBlobs(mirror.tables.get('workstation.files')!.get(file)!)).toBe(true);
  });

  it('come along from another world that takes its place', async () => {
    const { session, mirror } = await open({ saved: null, scenario: null, now: 0 });
    await session.run('echo small > large');
    const fork = await open({ saved: mirror.save(), scenario: null, now: 0 });
    await fork.session.run('dd if=/dev/zero of=large bs=1 count=0 seek=3M; echo end >> large');
    await fork.session.settle();
    await session.adopt('take over', changesTo(mirror.tables, fork.mirror.tables));
    expect(await session.run('tail -c 4 large; wc -c < large')).toMatchObject({
      stdout: 'end\n3145732\n',
    });
    expect(session.undo()).toBe('take over');
    expect((await session.run('cat large')).stdout).toBe('small\n');
  });

  it('do not come along where a change has replaced them', async () => {
    const events: LabEvent[] = [];
    const session = new LabSession(
      (event) => events.push(event),
      () => 0,
    );
    await session.open({ saved: null, scenario: null, now: 0 });
    await session.run('echo old > file; echo new > file');
    const changes = events.flatMap((event) => (event.type === 'happened' ? event.changes : []));
    expect(changes.length).toBeGreaterThan(0);
    expect(changes.every((change) => !('before' in change))).toBe(true);
  });
});
