import type { Channel } from '../channel';
import type { Answer, FromSandbox } from '../messages';

/** How Python waits for what only comes by messages, though its code knows nothing of waiting. */
export interface Waiting {
  /** True where `ask` and `sleep` return promises, and Python is suspended while they are open. */
  readonly suspends: boolean;
  ask(message: (id: number) => FromSandbox): Answer | Promise<Answer>;
  /** Milliseconds of real time. */
  sleep(ms: number): void | Promise<void>;
  /** To be called with every answer that comes by the channel. */
  settle(answer: Answer): void;
}

/** True where WebAssembly can be suspended until a promise is settled (JSPI). */
export const canSuspend = () => 'Suspending' in WebAssembly;

/** Suspends the interpreter: what a browser allows. */
export function suspending(post: Channel['post']): Waiting {
  const later = setTimeout.bind(globalThis);
  const open = new Map<number, (answer: Answer) => void>();
  let last = 0;
  return {
    suspends: true,
    ask(message) {
      const id = ++last;
      return new Promise((resolve) => {
        open.set(id, resolve);
        post(message(id));
      });
    },
    sleep: (ms) => new Promise((resolve) => void later(resolve, ms)),
    settle(answer) {
      open.get(answer.id)?.(answer);
      open.delete(answer.id);
    },
  };
}

/** Stops the whole thread and looks after its messages by hand: what Node allows. */
export function blocking(post: Channel['post'], next: () => unknown): Waiting {
  const wait = Atomics.wait.bind(Atomics);
  const never = new Int32Array(new SharedArrayBuffer(4));
  let last = 0;
  return {
    suspends: false,
    ask(message) {
      const id = ++last;
      post(message(id));
      for (;;) {
        const answer = next() as Answer | undefined;
        if (answer?.type === 'answer' && answer.id === id) return answer;
        if (answer === undefined) wait(never, 0, 0, 1);
      }
    },
    sleep: (ms) => void wait(never, 0, 0, ms),
    settle() {},
  };
}
