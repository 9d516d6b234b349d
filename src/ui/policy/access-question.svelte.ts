import type { AccessTable, EditedPolicy } from '../../engine/access/index';

/** How long a text must stay as it is before the world is asked, in ms. */
const pause = 350;

/** The table of who can do what, asked for anew when the text of a policy has come to rest. */
export class AccessQuestion {
  /** The last answer; it stays while the next one is awaited, or the text is no policy. */
  table = $state.raw<AccessTable>();
  /** Why there is no newer answer. */
  problem = $state('');
  readonly #ask: (edited: EditedPolicy) => Promise<AccessTable>;
  #waiting: ReturnType<typeof setTimeout> | undefined;
  #asked: EditedPolicy | undefined;

  constructor(ask: (edited: EditedPolicy) => Promise<AccessTable>) {
    this.#ask = ask;
  }

  /** Asks about a policy, once nothing else is asked for a moment; returns what takes it back. */
  ask(edited: EditedPolicy): () => void {
    clearTimeout(this.#waiting);
    const isFirst = this.#asked === undefined;
    this.#asked = edited;
    this.#waiting = setTimeout(() => void this.#answer(edited), isFirst ? 0 : pause);
    return () => clearTimeout(this.#waiting);
  }

  async #answer(edited: EditedPolicy): Promise<void> {
    try {
      // A copy: what comes from a component may be a proxy, which no message can carry.
      const table = await this.#ask({ ...edited });
      if (this.#asked !== edited) return;
      this.table = table;
      this.problem = '';
    } catch (error) {
      if (this.#asked !== edited) return;
      const isPolicy = !(error instanceof Error) || error.name !== 'PolicySyntaxError';
      this.problem = isPolicy
        ? 'The lab was busy with something else and gave no answer.'
        : 'The text is no policy: nobody can be asked about it.';
    }
  }
}
