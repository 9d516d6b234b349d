import { Buffer } from './buffer';
import { format, inspect } from './inspect';

// Node's own modules, as far as they need nothing but what a Worker has. What is left out is refused
// by name when it is imported or called.

function leftOut(module: string, names: readonly string[], instead: string): object {
  const refuse = (name: string) => () => {
    throw new Error(`${module} has no ${name} here: ${instead}`);
  };
  return Object.fromEntries(names.map((name) => [name, refuse(name)]));
}

const modules: Readonly<Record<string, () => unknown>> = {
  crypto: () => ({
    webcrypto: crypto,
    subtle: crypto.subtle,
    getRandomValues: crypto.getRandomValues.bind(crypto),
    randomUUID: crypto.randomUUID.bind(crypto),
    randomBytes: (size: number) => crypto.getRandomValues(Buffer.alloc(size)),
    randomInt,
    ...leftOut(
      'node:crypto',
      [
        'createHash',
        'createHmac',
        'createCipheriv',
        'createDecipheriv',
        'createSign',
        'scryptSync',
      ],
      'use crypto.subtle.',
    ),
  }),
  buffer: () => ({ Buffer }),
  util: () => ({ format, inspect, promisify, TextEncoder, TextDecoder, types: {} }),
  url: () => ({ URL, URLSearchParams }),
  process: () => (globalThis as { process?: unknown }).process,
  timers: () => ({ setTimeout, clearTimeout, setInterval, clearInterval }),
  'timers/promises': () => ({
    setTimeout: (ms: number, value?: unknown) =>
      new Promise((resolve) => setTimeout(() => resolve(value), ms)),
  }),
};

const refused =
  /^(?:node:)?(?:fs|net|tls|http|https|http2|dns|dgram|child_process|cluster|worker_threads|os|vm|stream|zlib|path|events|assert|module)(?:\/|$)/;

/** A module of Node; undefined for what is none. Throws for one that a function has not here. */
export function builtIn(specifier: string): unknown {
  const name = specifier.replace(/^node:/, '');
  if (Object.hasOwn(modules, name)) return modules[name]?.();
  if (refused.test(specifier)) {
    throw new Error(
      `The module ${specifier} of Node.js is not modelled: a function here has no files, network or processes.`,
    );
  }
  return undefined;
}

function randomInt(from: number, to?: number): number {
  const [low, high] = to === undefined ? [0, from] : [from, to];
  const [value = 0] = crypto.getRandomValues(new Uint32Array(1));
  return low + Math.floor((value / 2 ** 32) * (high - low));
}

type Callback = (error: unknown, value: unknown) => void;

function promisify(work: (...args: unknown[]) => void) {
  return (...args: unknown[]) =>
    new Promise((resolve, reject) => {
      const done: Callback = (error, value) => (error ? reject(error as Error) : resolve(value));
      work(...args, done);
    });
}
