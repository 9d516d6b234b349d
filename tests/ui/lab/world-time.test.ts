import { describe, expect, it } from 'vitest';
import {
  dueTimers,
  timerSubject,
  timerText,
  timeText,
  worldTime,
} from '../../../src/ui/lab/clock/world-time';
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
    const { timers, total } = dueTimers(mirror.tables, 1);
    expect(total).toBe(2);
    expect(timeText(timers[0]!.at)).toBe('2026-12-12 12:00 UTC');
    expect(timerText(timers[0]!)).toMatch(/^kms: lifecycle, [a-z ]+$/);
    expect(timerSubject(timers[0]!)).toBe(`key/${keys[1]!.KeyId}`);
  });

  it('knows nothing while there is no world', () => {
    expect(worldTime(emptyWorld)).toBeUndefined();
    expect(dueTimers(emptyWorld, 5)).toEqual({ timers: [], total: 0 });
  });
});
