import type { Engine } from '../../engine/engine';
import { capturesTable, type CaptureRecord } from './state';
import { captureKey, keptCaptures } from './wire';

/** Keeps a connection among those that somebody on the way recorded; the oldest are forgotten. */
export function capture(engine: Engine, record: CaptureRecord): void {
  const { tables } = engine;
  const number = Number(tables.lastKey(capturesTable) ?? 0) + 1;
  engine.write((tx) => {
    tx.put(capturesTable, captureKey(number), record);
    if (number > keptCaptures) tx.delete(capturesTable, captureKey(number - keptCaptures));
  });
}

/** The recorded connections, oldest first, by their numbers. */
export function captures({ tables }: Pick<Engine, 'tables'>): (readonly [number, CaptureRecord])[] {
  return tables.range(capturesTable).map(([key, record]) => [Number(key), record]);
}
