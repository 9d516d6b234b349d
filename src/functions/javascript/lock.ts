import { lockDown } from '../lock-down';

/** What handlers in Node.js expect beyond the language. */
const names = [
  'Crypto CryptoKey SubtleCrypto structuredClone setInterval clearInterval setImmediate',
  'clearImmediate atob btoa URL URLSearchParams AbortController AbortSignal Event EventTarget Blob',
  'Headers ReadableStream ReadableStreamDefaultReader ReadableStreamDefaultController',
  'WritableStream TransformStream process global',
];

/** Compiles text; the only thing that still can once the sandbox is locked. */
export type Compile = (text: string) => unknown;

/** Locks this Worker for good. Returns what compiles, for the loader of modules alone. */
export function lock(): Compile {
  const compile = globalThis.eval;
  // What an EventTarget does is nobody's way out.
  lockDown(names, EventTarget.prototype);
  return (text) => compile(text) as unknown;
}
