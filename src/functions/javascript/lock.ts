function refuse(): never {
  throw new Error('A function reaches nothing but AWS and its databases.');
}

/** What may stay of the global scope: the language, and what computes without reaching anything. */
const kept = new Set(
  [
    'globalThis self undefined NaN Infinity Object Function Array String Number Boolean Symbol',
    'BigInt Date Math JSON RegExp Promise Proxy Reflect Map Set WeakMap WeakSet WeakRef',
    'FinalizationRegistry Iterator Intl Error AggregateError EvalError RangeError ReferenceError',
    'SyntaxError TypeError URIError SuppressedError DOMException ArrayBuffer DataView Int8Array',
    'Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array BigInt64Array',
    'BigUint64Array Float16Array Float32Array Float64Array parseInt parseFloat isNaN isFinite',
    'encodeURIComponent decodeURIComponent encodeURI decodeURI escape unescape TextEncoder',
    'TextDecoder performance crypto Crypto CryptoKey SubtleCrypto queueMicrotask structuredClone',
    'setTimeout clearTimeout setInterval clearInterval setImmediate clearImmediate atob btoa URL',
    'URLSearchParams AbortController AbortSignal Event EventTarget Blob Headers ReadableStream',
    'ReadableStreamDefaultReader ReadableStreamDefaultController WritableStream TransformStream',
    'console process global',
  ].flatMap((line) => line.split(' ')),
);

/** Compiles text; the only thing that still can once the sandbox is locked. */
export type Compile = (text: string) => unknown;

/**
 * Takes from this Worker whatever reaches beyond it, for good: all globals but those of the language,
 * and every way to compile text. Returns what compiles, for the loader of modules alone.
 */
export function lock(): Compile {
  const compile = globalThis.eval;
  const functions = [() => {}, async () => {}, function* () {}, async function* () {}];
  for (const made of functions) {
    const prototype = Object.getPrototypeOf(made) as object;
    Object.defineProperty(prototype, 'constructor', { value: refuse, configurable: false });
  }
  refuse.prototype = Function.prototype;
  globalThis.Function = refuse as unknown as FunctionConstructor;
  for (let at: object | null = globalThis; at !== null; at = Object.getPrototypeOf(at) as object) {
    if (at === Object.prototype) break;
    for (const name of Object.getOwnPropertyNames(at)) {
      if (kept.has(name) || name === 'constructor') continue;
      // What an EventTarget does is nobody's way out.
      if (at === EventTarget.prototype) continue;
      if (!Reflect.deleteProperty(at, name)) Reflect.set(at, name, undefined);
    }
  }
  return (text) => compile(text) as unknown;
}
