import type { FromSandbox, ToSandbox } from './messages';

/** A sandbox's end of the line to its host. */
export interface Channel {
  post(message: FromSandbox): void;
  listen(receive: (message: ToSandbox) => void): void;
  /** The next message that is there already, for a thread that cannot wait for `listen`; Node only. */
  next?(): ToSandbox | undefined;
}

interface NodePort {
  postMessage(message: unknown): void;
  on(event: 'message', receive: (message: ToSandbox) => void): void;
}

interface NodeThreads {
  readonly parentPort: NodePort | null;
  receiveMessageOnPort(port: NodePort): { readonly message: ToSandbox } | undefined;
}

/**
 * Opens the channel, in a browser's Worker as in Node's. To be called first of all: once the sandbox
 * has locked itself, the code that runs in it finds nothing of it.
 */
export function openChannel(): Channel {
  const threads = nodeThreads();
  if (threads?.parentPort) {
    const { parentPort: port, receiveMessageOnPort } = threads;
    return {
      post: (message) => port.postMessage(message),
      listen: (receive) => port.on('message', receive),
      next: () => receiveMessageOnPort(port)?.message,
    };
  }
  const post = self.postMessage.bind(self);
  const add = self.addEventListener.bind(self);
  return {
    post: (message) => post(message),
    listen: (receive) =>
      add('message', ({ data }: MessageEvent<ToSandbox>) => {
        receive(data);
      }),
  };
}

function nodeThreads(): NodeThreads | undefined {
  const { process } = globalThis as {
    process?: { getBuiltinModule?(name: string): NodeThreads | undefined };
  };
  return process?.getBuiltinModule?.('node:worker_threads');
}
