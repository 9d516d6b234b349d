import type { Answer, SandboxResponse } from '../messages';
import type { Waiting } from './waiting';

/** A `bytes` of Python, which goes when the call has ended. */
interface PythonBytes {
  toJs(): Uint8Array;
}

const read = (json: string) => JSON.parse(json) as unknown;

/** What network.py calls. Its answers are objects with text, numbers and bytes: Python reads those. */
export function hostFunctions(waiting: Waiting) {
  return {
    request(method: string, target: string, headers: string, body: PythonBytes) {
      const request = {
        ...{ method, target, body: body.toJs() },
        headers: read(headers) as Record<string, string>,
      };
      return then(
        waiting.ask((id) => ({ type: 'request', id, request })),
        (response) => {
          const { status, headers, body } = response as SandboxResponse;
          return { status, headers: JSON.stringify(headers), body };
        },
      );
    },
    query(host: string, username: string, password: string, statement: string, values: string) {
      const login = { host, username, password };
      const parameters = read(values) as string[];
      return then(
        waiting.ask((id) => ({ type: 'query', id, login, statement, parameters })),
        (rows) => ({ rows: JSON.stringify(rows) }),
      );
    },
    sleep: (ms: number) => wrapped(waiting.sleep(ms)),
  };
}

/** An answer as Python gets it, now or later: what was asked for, or `error`. */
function then<T extends object>(
  answer: Answer | Promise<Answer>,
  show: (response: Extract<Answer, { response: unknown }>['response']) => T,
) {
  const shown = (came: Answer) =>
    'error' in came ? { error: came.error } : { error: undefined, ...show(came.response) };
  return wrapped(answer instanceof Promise ? answer.then(shown) : shown(answer));
}

/** What is returned as a promise, Pyodide would make a future of an event loop. */
const wrapped = <T>(value: T) => ({ value });
