import type { Channel } from '../channel';
import type { FromSandbox, Init, Invoke } from '../messages';
import { installClock } from './clock';
import { hostFunctions } from './host-functions';
import type { Interpreter, PythonSource } from './interpreter';
import { lock } from './lock';
import { installMemoryLimit, type MemoryLimit } from './memory-limit';
import { readOutput } from './output';
import { folders, runtimeFiles } from './runtime-files';
import type { Waiting } from './waiting';

/** The functions of bootstrap.py, which answer with a message for the host. */
interface Bootstrap {
  readonly start: Entry;
  readonly invoke: Entry;
}

type Entry = ((...args: readonly unknown[]) => string) & {
  callPromising(...args: readonly unknown[]): Promise<string>;
};

/** Answers the host's messages: an execution environment of AWS Lambda's Python runtime. */
export function serve(channel: Channel, source: PythonSource, waiting: Waiting): void {
  const post = channel.post;
  let environment: Promise<Environment> | undefined;
  channel.listen((message) => {
    if (message.type === 'answer') waiting.settle(message);
    else if (message.type === 'init') {
      environment = Environment.load(post, source, waiting);
      run(environment.then((loaded) => loaded.init(message)));
    } else if (environment !== undefined) {
      run(environment.then((loaded) => loaded.invoke(message)));
    }
  });

  function run(work: Promise<FromSandbox>): void {
    work.then(post, (error: unknown) => post({ type: 'exited', reason: reasonOf(error) }));
  }
}

class Environment {
  readonly #python: Interpreter;
  readonly #waiting: Waiting;
  readonly #post: Channel['post'];
  readonly #output: { flush(): void };
  readonly #clock = installClock();
  readonly #memory: MemoryLimit;
  readonly #heap: () => number;
  #bootstrap: Bootstrap | undefined;

  static async load(post: Channel['post'], source: PythonSource, waiting: Waiting) {
    const memory = installMemoryLimit();
    const [python, boto3] = await Promise.all([source.load(), source.boto3()]);
    python.unpackArchive(boto3, 'zip', { extractDir: folders.runtime });
    write(python, '/', runtimeFiles);
    return new Environment(python, post, waiting, memory);
  }

  private constructor(
    python: Interpreter,
    post: Channel['post'],
    waiting: Waiting,
    memory: MemoryLimit,
  ) {
    const { _module: module } = python as unknown as { _module: { HEAPU8: Uint8Array } };
    this.#heap = () => module.HEAPU8.length;
    this.#python = python;
    this.#post = post;
    this.#waiting = waiting;
    this.#memory = memory;
    this.#output = readOutput(python, (line) => post({ type: 'log', line }));
  }

  async init({ handler, files, environment, now }: Init): Promise<FromSandbox> {
    const python = this.#python;
    write(python, folders.task, files);
    this.#bootstrap = this.#connect();
    // On AWS importing boto3 takes no seconds: here it counts as loading, not as the function's init.
    if (Object.values(files).some(usesBoto3)) python.runPython('import boto3');
    // Whoever finds Pyodide's own interface in Python's memory finds it empty.
    for (const name of Reflect.ownKeys(python)) Reflect.deleteProperty(python, name);
    lock();
    this.#post({ type: 'booted' });
    this.#clock.set(now);
    this.#memory.set(Number(environment['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'] ?? 128) * 2 ** 20);
    const log = (line: string) => this.#post({ type: 'log', line });
    return this.#call('start', handler, JSON.stringify(environment), log);
  }

  invoke({ event, context, now, deadline, environment }: Invoke): Promise<FromSandbox> {
    this.#clock.set(now);
    const changed = JSON.stringify(environment);
    return this.#call('invoke', event, JSON.stringify(context), deadline, changed);
  }

  /** Sets up Python's own side; afterwards nothing of Pyodide is left to import. */
  #connect(): Bootstrap {
    const connect = this.#python.runPython(connecting(this.#waiting.suspends)) as (
      host: unknown,
    ) => Bootstrap;
    return connect(hostFunctions(this.#waiting));
  }

  async #call(name: keyof Bootstrap, ...args: readonly unknown[]): Promise<FromSandbox> {
    const entry = this.#bootstrap?.[name];
    if (entry === undefined) throw new Error('not initialised');
    const text = this.#waiting.suspends ? await entry.callPromising(...args) : entry(...args);
    this.#output.flush();
    const message = JSON.parse(text) as FromSandbox;
    return message.type === 'returned' || message.type === 'error'
      ? { ...message, memory: this.#heap() }
      : message;
  }
}

const usesBoto3 = (file: Uint8Array) => /boto(3|core)/.test(new TextDecoder().decode(file));

const connecting = (suspends: boolean) => `
import os, sys
sys.path[:] = ["${folders.task}", "${folders.layers}", *sys.path, "${folders.runtime}"]
os.chdir("${folders.task}")
import network, bootstrap
def connect(host, bootstrap=bootstrap, network=network):
    ${suspends ? 'from pyodide.ffi import run_sync' : 'run_sync = None'}
    network.connect(host, run_sync)
    import event_loop
    event_loop.install()
    network.hide_pyodide()
    return bootstrap
connect
`;

function write(
  python: Interpreter,
  folder: string,
  files: Readonly<Record<string, Uint8Array | string>>,
): void {
  for (const [name, content] of Object.entries(files)) {
    const path = `${folder}/${name}`.replace(/\/+/g, '/');
    python.FS.mkdirTree(path.slice(0, path.lastIndexOf('/')));
    python.FS.writeFile(path, content);
  }
  python.FS.mkdirTree(folder);
}

/** Why the interpreter itself came to an end; `os._exit` and a fatal error do that. */
function reasonOf(error: unknown): string {
  const { status, message } = error as { status?: number; message?: string };
  return status === undefined ? `the interpreter stopped: ${message}` : `exit status ${status}`;
}
