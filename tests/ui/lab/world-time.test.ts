import { describe, expect, it } from 'vitest';
import { timersLeft, timeText, worldTime } from '../../../src/ui/lab/clock/world-time';
import { nextEvents } from '../../../src/ui/lab/timeline/next-events';
import { emptyWorld } from '../../../src/ui/lab/world-view';
import { start, testWorld } from '../../engine/world';
import { WorldMirror } from '../../../src/worker/world-mirror';
import { saveWorld } from '../../../src/engine/saved-world';

describe('the world’s clock on the page', () => {
  it('reads the time and what happens next from the world’s records', async () => {
    const { engine, kms, createKey } = testWorld();
    const keys = [await createKey(), await createKey()];
    for (const [i, { KeyId }] of keys.entries()) {
      await kms('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 20 - i });
    }
    const mirror = new WorldMirror();
    mirror.replace(saveWorld(engine.tables));
    expect(worldTime(mirror.tables)).toBe(start);
    expect(timersLeft(mirror.tables)).toBe(2);
    const [first] = nextEvents(mirror.tables, 1);
    expect(timeText(first!.at)).toBe('2026-12-12 12:00 UTC');
    expect(first!.title).toBe('The KMS key is deleted');
    expect(first!.resource).toBe(keys[1]!.Arn);
  });

  it('knows nothing while there is no world', () => {
    expect(worldTime(emptyWorld)).toBeUndefined();
    expect(timersLeft(emptyWorld)).toBe(0);
    expect(nextEvents(emptyWorld, 5)).toEqual([]);
  });
});
