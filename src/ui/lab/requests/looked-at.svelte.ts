import type { RequestStep } from '../../../engine/trace';
import { getRouter } from '../../router.svelte';
import type { Workspace } from '../workspace.svelte';
import { requestStep } from './traced-request';

/** The request that another view led to, as the address names it. Made while a component is. */
export class LookedAt {
  readonly #router = getRouter();
  readonly #workspace: () => Workspace;
  /** The id of AWS's request; undefined where the view shows what the last command did. */
  readonly id = $derived.by(() => this.#router.place['request']);
  /** Its first step; undefined as well where the page no longer has it. */
  readonly request = $derived.by((): RequestStep | undefined =>
    this.id === undefined
      ? undefined
      : requestStep(this.#workspace().lab.happenings.steps, this.id),
  );
  /** The id where the request is gone. */
  readonly gone = $derived(this.request === undefined ? this.id : undefined);

  constructor(workspace: () => Workspace) {
    this.#workspace = workspace;
  }
}
