import { lockDown } from '../lock-down';

/**
 * Locks this Worker for good, but for what the interpreter computes with. To be called when it has
 * loaded, before it runs anybody's code.
 */
export function lock(): void {
  lockDown(['SharedArrayBuffer Atomics escape unescape WebAssembly']);
}
