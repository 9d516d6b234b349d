import { describe, expect, it } from 'vitest';
import { hasBlobs } from '../../src/engine/large-bytes';
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
  it('are Blobs there, and bytes again in a Worker that opens the page’s world', async () => {
    const { session, mirror } = await open({ saved: null, scenario: null, now: 0 });
    await session.run('dd if=/dev/zero of=large bs=1 count=0 seek=3M; echo end >> large');
    const content = () =>
      (mirror.tables.get('workstation.files')?.get(file) as { content: Blob }).content;
    const first = content();
    expect(first).toBeInstanceOf(Blob);
    expect(first.size).toBe(3 * 1024 * 1024 + 4);
    await session.run('touch large; chmod 600 large');
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
