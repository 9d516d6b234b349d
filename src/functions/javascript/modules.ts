import { Buffer } from './buffer';
import { builtIn } from './built-in';
import type { Compile } from './lock';
import { translate } from './module-syntax';

/** A module as it was loaded: its exports, for `require` and as a namespace for `import`. */
interface Loaded {
  exports: unknown;
  readonly isModule: boolean;
  /** Done where it is an ES module that waits for others. */
  done?: Promise<unknown>;
}

/** Where a function's package lies. Source: Lambda Developer Guide, LAMBDA_TASK_ROOT. */
const root = '/var/task/';

/** An error as Node has it, with a code. */
function failure(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}

/** Loads the modules of a deployment package: CommonJS, ES modules and JSON. */
export class Modules {
  readonly #files: ReadonlyMap<string, string>;
  readonly #compile: Compile;
  /** Modules that belong to the runtime, by the names by which they are imported. */
  readonly #own: ReadonlyMap<string, unknown>;
  readonly #loaded = new Map<string, Loaded>();

  constructor(
    files: Readonly<Record<string, Uint8Array>>,
    own: ReadonlyMap<string, unknown>,
    compile: Compile,
  ) {
    const utf8 = new TextDecoder();
    this.#files = new Map(Object.entries(files).map(([path, bytes]) => [path, utf8.decode(bytes)]));
    this.#own = own;
    this.#compile = compile;
  }

  /** The exports of the module that a handler names, without its extension. */
  async handlerModule(path: string): Promise<object> {
    const file = ['.js', '.mjs', '.cjs']
      .map((end) => path + end)
      .find((one) => this.#files.has(one));
    if (file === undefined) {
      throw failure(
        'MODULE_NOT_FOUND',
        `Cannot find module '${path}'\nRequire stack:\n- /var/runtime/index.mjs`,
      );
    }
    return this.#namespace(await this.#settled(this.#load(file)));
  }

  /** The namespace of a module for `import`. */
  async #import(specifier: string, from: string): Promise<object> {
    const own = this.#ownModule(specifier);
    if (own !== undefined) return this.#namespace({ exports: own, isModule: false });
    return this.#namespace(await this.#settled(this.#load(this.#resolve(specifier, from))));
  }

  #require(specifier: string, from: string): unknown {
    const own = this.#ownModule(specifier);
    if (own !== undefined) return own;
    const file = this.#resolve(specifier, from);
    const loaded = this.#load(file);
    if (loaded.isModule) {
      throw failure(
        'ERR_REQUIRE_ESM',
        `require() of ES Module ${root}${file} not supported here: import it instead.`,
      );
    }
    return loaded.exports;
  }

  async #settled(loaded: Loaded): Promise<Loaded> {
    await loaded.done;
    return loaded;
  }

  #namespace({ exports, isModule }: Loaded): object {
    if (isModule) return exports as object;
    const members = typeof exports === 'object' || typeof exports === 'function' ? exports : {};
    return { ...members, default: exports };
  }

  #ownModule(specifier: string): unknown {
    return this.#own.get(specifier) ?? builtIn(specifier);
  }

  #load(file: string): Loaded {
    const known = this.#loaded.get(file);
    if (known !== undefined) return known;
    const source = (this.#files.get(file) ?? '').replace(/^\uFEFF|^#!.*/, '');
    if (file.endsWith('.json')) {
      const loaded = { exports: JSON.parse(source) as unknown, isModule: false };
      this.#loaded.set(file, loaded);
      return loaded;
    }
    const { code, isModule } = translate(source);
    const asModule =
      file.endsWith('.mjs') || (!file.endsWith('.cjs') && (isModule || this.#isTyped(file)));
    return asModule ? this.#loadModule(file, code) : this.#loadCommonJs(file, code);
  }

  #loadCommonJs(file: string, code: string): Loaded {
    const module = { exports: {} as unknown, isModule: false };
    this.#loaded.set(file, module);
    const name = root + file;
    const run = this.#function(
      name,
      'exports, require, module, __filename, __dirname, Buffer, __import',
      code,
    );
    const require = (specifier: string) => this.#require(specifier, file);
    const load = (specifier: string) => this.#import(specifier, file);
    try {
      const folder = name.slice(0, name.lastIndexOf('/'));
      run(module.exports, require, module, name, folder, Buffer, load);
    } catch (error) {
      this.#loaded.delete(file);
      throw error;
    }
    return module;
  }

  #loadModule(file: string, code: string): Loaded {
    const exports = {};
    const loaded: Loaded = { exports, isModule: true };
    this.#loaded.set(file, loaded);
    const name = root + file;
    const run = this.#function(
      name,
      'exports, Buffer, __load, __names, __all, __import, __meta',
      code,
      'async ',
    );
    const load = (specifier: string) => this.#import(specifier, file);
    const meta = { url: `file://${name}`, filename: name };
    loaded.done = run(exports, Buffer, load, names, addAll, load, meta) as Promise<unknown>;
    return loaded;
  }

  #function(name: string, parameters: string, code: string, prefix = '') {
    const text = `(${prefix}function (${parameters}) {${code}\n})\n//# sourceURL=${name}`;
    return this.#compile(text) as (...args: readonly unknown[]) => unknown;
  }

  /** Whether the package.json next above says that `.js` files are ES modules. */
  #isTyped(file: string): boolean {
    for (const folder of foldersAbove(file)) {
      const text = this.#files.get(`${folder}package.json`);
      if (text === undefined) continue;
      return (JSON.parse(text) as { type?: string }).type === 'module';
    }
    return false;
  }

  #resolve(specifier: string, from: string): string {
    const here = from.slice(0, from.lastIndexOf('/') + 1);
    const bases = /^\.{0,2}\//.test(specifier)
      ? [specifier.startsWith('/') ? specifier.replace(root, '') : normal(here + specifier)]
      : foldersAbove(from).map((folder) => `${folder}node_modules/${specifier}`);
    for (const base of bases) {
      const found = this.#fileAt(base);
      if (found !== undefined) return found;
    }
    throw failure(
      'MODULE_NOT_FOUND',
      `Cannot find module '${specifier}'\nRequire stack:\n- ${root}${from}`,
    );
  }

  #fileAt(base: string): string | undefined {
    const main = this.#mainOf(base);
    const ends = ['', '.js', '.mjs', '.cjs', '.json', '/index.js', '/index.mjs', '/index.cjs'];
    const candidates = [
      ...(main === undefined ? [] : [main, `${main}.js`]),
      ...ends.map((end) => base + end),
    ];
    return candidates.find((path) => this.#files.has(path));
  }

  #mainOf(base: string): string | undefined {
    const text = this.#files.get(`${base}/package.json`);
    if (text === undefined) return undefined;
    const { main } = JSON.parse(text) as { main?: string };
    return main === undefined ? undefined : normal(`${base}/${main}`);
  }
}

/** The names that an import asks for must be there. */
function names(module: object, wanted: readonly string[], specifier: string): object {
  for (const name of wanted) {
    if (name in module) continue;
    throw new SyntaxError(
      `The requested module '${specifier}' does not provide an export named '${name}'`,
    );
  }
  return module;
}

function addAll(exports: object, module: Record<string, unknown>): void {
  for (const name of Object.keys(module)) {
    if (name === 'default' || name in exports) continue;
    Object.defineProperty(exports, name, { enumerable: true, get: () => module[name] });
  }
}

/** The folders that a file is in, innermost first, each with its slash; the last is the root. */
function foldersAbove(file: string): readonly string[] {
  const parts = file.split('/').slice(0, -1);
  return Array.from({ length: parts.length + 1 }, (_, i) => {
    const folder = parts.slice(0, parts.length - i).join('/');
    return folder === '' ? '' : `${folder}/`;
  });
}

function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
