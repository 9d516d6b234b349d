/** The sandbox's clock: stands at the world's time and goes on as fast as real time does. */
export interface SandboxClock {
  /** World time in ms. */
  set(now: number): void;
}

/** Puts the clock in the place of the real one, for everything that runs in this Worker. */
export function installClock(): SandboxClock {
  const elapsed = performance.now.bind(performance);
  let [base, since] = [0, elapsed()];
  // With its fractions: Python's time.time() has them.
  Date.now = () => base + elapsed() - since;
  return {
    set(now) {
      [base, since] = [now, elapsed()];
    },
  };
}
