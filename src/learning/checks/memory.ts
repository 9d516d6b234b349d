import { clockTable } from '../../engine/clock';
import type { Engine } from '../../engine/engine';
import { keptTable, usageTable } from '../../engine/prices/meter';
import { requestQuotasTable } from '../../engine/quotas/state';
import { randomTable } from '../../engine/random';
import { lastUsesTable } from '../../engine/services/iam/state';
import { keyUsageTable } from '../../engine/services/kms/key-usage';
import { trailTable } from '../../engine/trail';
import { secretsTable } from '../../engine/workstation';
import { functionsTable, sessionTable, variablesTable } from '../../shell/session';
import type { RunCheck } from '../scenario';
import type { Finding } from './finding';

// What nearly every command of the learner changes and no line of a check depends on: it has a
// session of its own, the audit trail has checks of its own, and of what is counted none can tell.
const incidental = new Set(
  [
    ...[sessionTable, variablesTable, functionsTable],
    ...[trailTable, secretsTable, randomTable, clockTable],
    ...[requestQuotasTable, usageTable, keptTable, lastUsesTable, keyUsageTable],
  ].map(({ name }) => name),
);

/** World time that may pass before a line is run again for the time's sake alone, in ms. */
const patience = 60_000;

interface Remembered {
  readonly state: string;
  readonly finding: Promise<Finding>;
}

/**
 * What the lines of checks found in a world. Running them costs tens of milliseconds each, and most
 * commands of a learner change nothing that they look at.
 */
export class CheckMemory {
  readonly #engine: Engine;
  readonly #found = new WeakMap<RunCheck, Remembered>();
  #changes = 0;

  constructor(engine: Engine) {
    this.#engine = engine;
    engine.observe(({ changes }) => {
      if (changes.some(({ table }) => !incidental.has(table))) this.#changes += 1;
    });
  }

  /** Names the state the world is in now, as far as a line could tell it from another. */
  state(): string {
    return `${this.#changes}/${Math.floor(this.#engine.now / patience)}`;
  }

  /** What the check found in this state, be it that it is run now. */
  find(check: RunCheck, state: string, run: () => Promise<Finding>): Promise<Finding> {
    const remembered = this.#found.get(check);
    // A line that asks CloudTrail does depend on the trail, and so for when something was last used.
    const asksForUses = /\bcloudtrail\b|-last-us/.test(check.run);
    if (remembered?.state === state && !asksForUses) return remembered.finding;
    const finding = run();
    this.#found.set(check, { state, finding });
    // What was cut short is not known.
    finding.catch(() => this.#found.delete(check));
    return finding;
  }
}
