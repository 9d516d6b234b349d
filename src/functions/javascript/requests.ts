import type { DatabaseLogin, DatabaseRow } from '../../engine/functions';
import type { Answer, FromSandbox, SandboxRequest, SandboxResponse } from '../messages';

/** What the sandbox has asked its host and waits for. */
export class Requests {
  readonly #post: (message: FromSandbox) => void;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #last = 0;

  constructor(post: (message: FromSandbox) => void) {
    this.#post = post;
  }

  /** How many answers are still to come. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** Sends one HTTP request of an AWS client. */
  send(request: SandboxRequest): Promise<SandboxResponse> {
    return this.#ask((id) => ({ type: 'request', id, request })) as Promise<SandboxResponse>;
  }

  /** Sends one statement to a database. */
  query(
    login: DatabaseLogin,
    statement: string,
    parameters: readonly string[],
  ): Promise<readonly DatabaseRow[]> {
    return this.#ask((id) => ({
      ...{ type: 'query', id, login, statement, parameters },
    })) as Promise<readonly DatabaseRow[]>;
  }

  /** The host's answer to one of them. */
  settle(answer: Answer): void {
    this.#waiting.get(answer.id)?.(answer);
    this.#waiting.delete(answer.id);
  }

  #ask(message: (id: number) => FromSandbox): Promise<unknown> {
    const id = (this.#last += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, (answer) => {
        if ('error' in answer) reject(new Error(answer.error));
        else resolve(answer.response);
      });
      this.#post(message(id));
    });
  }
}
