function refuse() {
  throw new Error('A function reaches nothing but AWS and its databases.');
}

/** What may stay of the global scope: the language, and what the interpreter computes with. */
const kept = new Set([
  ...[
    'globalThis',
    'self',
    'undefined',
    'NaN',
    'Infinity',
    'Object',
    'Function',
    'Array',
    'String',
    'Number',
  ],
  ...[
    'Boolean',
    'Symbol',
    'BigInt',
    'Date',
    'Math',
    'JSON',
    'RegExp',
    'Promise',
    'Proxy',
    'Reflect',
  ],
  ...['Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef', 'FinalizationRegistry', 'Iterator', 'Intl'],
  ...['Error', 'AggregateError', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError'],
  ...['TypeError', 'URIError', 'SuppressedError', 'DOMException'],
  ...['ArrayBuffer', 'SharedArrayBuffer', 'DataView', 'Int8Array', 'Uint8Array'],
  ...[
    'Uint8ClampedArray',
    'Int16Array',
    'Uint16Array',
    'Int32Array',
    'Uint32Array',
    'BigInt64Array',
  ],
  ...['BigUint64Array', 'Float16Array', 'Float32Array', 'Float64Array', 'Atomics'],
  ...['parseInt', 'parseFloat', 'isNaN', 'isFinite', 'encodeURIComponent', 'decodeURIComponent'],
  ...['encodeURI', 'decodeURI', 'escape', 'unescape', 'TextEncoder', 'TextDecoder'],
  ...['WebAssembly', 'performance', 'crypto', 'queueMicrotask', 'setTimeout', 'clearTimeout'],
  ...['console'],
]);

/**
 * Takes from this Worker whatever reaches beyond it, for good: all globals but those of the language,
 * and every way to compile text. To be called when the interpreter has loaded, before it runs
 * anybody's code; modules keep what they have closed over.
 */
export function lock(): void {
  for (const make of [
    function () {},
    async function () {},
    function* () {},
    async function* () {},
  ]) {
    const prototype = Object.getPrototypeOf(make) as object;
    Object.defineProperty(prototype, 'constructor', { value: refuse, configurable: false });
  }
  refuse.prototype = Function.prototype;
  globalThis.Function = refuse as unknown as FunctionConstructor;
  const holders: object[] = [];
  for (let at: object | null = globalThis; at !== null; at = Object.getPrototypeOf(at) as object) {
    if (at !== Object.prototype) holders.push(at);
  }
  for (const holder of holders) {
    for (const name of Object.getOwnPropertyNames(holder)) {
      if (kept.has(name) || name === 'constructor') continue;
      if (!Reflect.deleteProperty(holder, name)) Reflect.set(holder, name, undefined);
    }
  }
}
