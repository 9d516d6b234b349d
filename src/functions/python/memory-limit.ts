/** How much memory the interpreter may take. */
export interface MemoryLimit {
  /** In bytes; none at first, while the interpreter loads. */
  set(bytes: number): void;
}

const page = 65_536;

/**
 * Bounds every memory of WebAssembly in this Worker. Growing past the bound fails as if the machine
 * had no more: to Python that is a MemoryError.
 */
export function installMemoryLimit(): MemoryLimit {
  const { grow } = WebAssembly.Memory.prototype;
  let limit = Infinity;
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * page > limit) throw new RangeError('out of memory');
    return grow.call(this, pages);
  };
  return {
    set(bytes) {
      limit = bytes;
    },
  };
}
