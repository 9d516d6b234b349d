import { openRandom } from '../engine/random';
import type { Engine } from '../engine/engine';

/** A file under `/dev` that is made up when it is read and swallows what is written. */
export interface Device {
  /** At most `limit` bytes; endless devices give exactly that many. */
  read(limit: number): Uint8Array<ArrayBuffer>;
  write?(bytes: Uint8Array): void;
}

/**
 * How much a reader that names no size gets of an endless device, in bytes. just-bash hands whole
 * files to its commands, so `cat /dev/zero` must end somewhere.
 */
export const endlessDeviceLimit = 4 * 1024 * 1024;

/** Where the shell sends what a line prints while it still runs; one of them is hidden. */
export const terminalPaths = { stdout: '/dev/tty', stderr: '/dev/.stderr' } as const;

/** Receives what is written to the terminal. */
export type Terminal = (stream: 'stdout' | 'stderr', bytes: Uint8Array) => void;

const empty = () => new Uint8Array(0);

/** The devices of the learner's machine by path. */
export function devices(engine: Engine, terminal: Terminal): ReadonlyMap<string, Device> {
  const random: Device = { read: (limit) => randomBytes(engine, limit) };
  return new Map<string, Device>([
    ['/dev/null', { read: empty }],
    ['/dev/zero', { read: (limit) => new Uint8Array(limit) }],
    ['/dev/random', random],
    ['/dev/urandom', random],
    ['/dev/stdin', { read: empty }],
    ['/dev/stdout', { read: empty, write: (bytes) => terminal('stdout', bytes) }],
    ['/dev/stderr', { read: empty, write: (bytes) => terminal('stderr', bytes) }],
    [terminalPaths.stdout, { read: empty, write: (bytes) => terminal('stdout', bytes) }],
    [terminalPaths.stderr, { read: empty, write: (bytes) => terminal('stderr', bytes) }],
  ]);
}

/** Random bytes from the world's own source, so that seeded worlds repeat. */
export function randomBytes(engine: Engine, length: number): Uint8Array<ArrayBuffer> {
  const random = openRandom(engine.tables);
  const bytes = random.bytes(length);
  engine.write((tx) => random.close(tx));
  return bytes;
}

/** A version 4 UUID from the world's own source. */
export function randomUuid(engine: Engine): string {
  const random = openRandom(engine.tables);
  const uuid = random.uuid();
  engine.write((tx) => random.close(tx));
  return uuid;
}
