import { sha256 } from '@noble/hashes/sha2.js';
import { concat } from '../../engine/bytes';
import { openRandom, type RandomBytes } from '../../engine/random';
import type { Engine } from '../../engine/engine';
import { uint } from '../tls/vectors';

/**
 * RandomBytes bytes for one connection, all from a seed that is drawn from the world's chance now: other
 * requests may draw from that while the connection lasts.
 */
export function connectionRandom(engine: Engine): RandomBytes {
  const world = openRandom(engine.tables);
  const seed = world.bytes(32);
  engine.write((tx) => world.close(tx));
  let blocks = 0;
  const block = () => sha256(concat(seed, uint(4, blocks++)));
  return {
    bytes(length) {
      const drawn = Array.from({ length: Math.ceil(length / 32) }, block);
      return concat(...drawn).slice(0, length);
    },
  };
}
