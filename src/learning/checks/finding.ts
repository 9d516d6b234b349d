import type { Engine } from '../../engine/engine';
import type { Scenario } from '../scenario';

/** What a check found: whether it holds, and what was there, to be told when it does not. */
export interface Finding {
  readonly passed: boolean;
  readonly actual: string;
}

/** What a check may look at. It changes nothing: whatever it runs, it runs on a fork. */
export interface Inspection {
  readonly scenario: Scenario;
  readonly engine: Engine;
  /** The text the terminal shows. */
  readonly screen: string;
  /** Ends what a check runs when something more urgent comes; the check then rejects. */
  readonly signal?: AbortSignal | undefined;
}
