import type { Lab } from '../lab/lab.svelte';
import type { ConsoleError } from '../../worker/port';
import { memberAt, withKept, type PlannedRequest } from './requests';

/** The requests of one action on their way: what failed stays to be read, and the form with it. */
export class ActionRun {
  busy = $state(false);
  error = $state.raw<ConsoleError | undefined>();
  /** How many requests were answered before the one that failed. */
  done = $state(0);
  readonly #lab: Pick<Lab, 'request'>;

  constructor(lab: Pick<Lab, 'request'>) {
    this.#lab = lab;
  }

  /** Sends them one after the other; resolves to the answers, or to undefined when one failed. */
  async send(requests: readonly PlannedRequest[]): Promise<readonly unknown[] | undefined> {
    if (this.busy) return undefined;
    this.busy = true;
    this.error = undefined;
    this.done = 0;
    // Nothing is drawn from it.
    // eslint-disable-next-line svelte/prefer-svelte-reactivity
    const kept = new Map<string, unknown>();
    const outputs: unknown[] = [];
    try {
      for (const { input, keeps, ...to } of requests) {
        const filled = withKept(input, kept) as object;
        const answer = await this.#lab.request({ ...to, input: filled }, outputs.length > 0);
        if ('error' in answer) {
          this.error = answer.error;
          return undefined;
        }
        outputs.push(answer.output);
        this.done = outputs.length;
        if (keeps !== undefined) kept.set(keeps.variable, memberAt(answer.output, keeps.path));
      }
      return outputs;
    } catch (error) {
      this.error = {
        code: error instanceof Error ? error.name : 'Error',
        message: error instanceof Error ? error.message : String(error),
      };
      return undefined;
    } finally {
      this.busy = false;
    }
  }
}

/** Whether an error says that policies refuse: what the Decision view explains. */
export function isDenial({ code, statusCode }: ConsoleError): boolean {
  return (
    /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|AuthorizationError)$/.test(code) ||
    statusCode === 403
  );
}
