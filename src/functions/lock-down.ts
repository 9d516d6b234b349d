function refuse(): never {
  throw new Error('A function reaches nothing but AWS and its databases.');
}

/** What every sandbox keeps of the global scope: the language, and what reaches nothing. */
const language = [
  'globalThis self undefined NaN Infinity Object Function Array String Number Boolean Symbol',
  'BigInt Date Math JSON RegExp Promise Proxy Reflect Map Set WeakMap WeakSet WeakRef',
  'FinalizationRegistry Iterator Intl Error AggregateError EvalError RangeError ReferenceError',
  'SyntaxError TypeError URIError SuppressedError DOMException ArrayBuffer DataView Int8Array',
  'Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array BigInt64Array',
  'BigUint64Array Float16Array Float32Array Float64Array parseInt parseFloat isNaN isFinite',
  'encodeURIComponent decodeURIComponent encodeURI decodeURI TextEncoder TextDecoder performance',
  'crypto queueMicrotask setTimeout clearTimeout console',
];

/**
 * Takes from this Worker whatever reaches beyond it, for good: all globals but those of the language
 * and the named ones, and every way to compile text. `untouched` keeps its members. Modules keep what
 * they have closed over.
 */
export function lockDown(names: readonly string[], untouched?: object): void {
  const kept = new Set([...language, ...names].flatMap((line) => line.split(' ')));
  const functions = [() => {}, async () => {}, function* () {}, async function* () {}];
  for (const made of functions) {
    const prototype = Object.getPrototypeOf(made) as object;
    Object.defineProperty(prototype, 'constructor', { value: refuse, configurable: false });
  }
  refuse.prototype = Function.prototype;
  globalThis.Function = refuse as unknown as FunctionConstructor;
  for (let at: object | null = globalThis; at !== null; at = Object.getPrototypeOf(at) as object) {
    if (at === Object.prototype) break;
    if (at === untouched) continue;
    for (const name of Object.getOwnPropertyNames(at)) {
      if (kept.has(name) || name === 'constructor') continue;
      if (!Reflect.deleteProperty(at, name)) Reflect.set(at, name, undefined);
    }
  }
}
