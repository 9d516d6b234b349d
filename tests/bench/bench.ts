/** Where a measurement can run; `page` is the built app in Chromium, driven from Node (app.ts). */
export type Place = 'node' | 'chromium' | 'page';

/** The figure a measurement is held against, in the unit it returns. */
export type Bound =
  { readonly max: number; readonly unit: string } | { readonly min: number; readonly unit: string };

/** One measurement. A file of cases/ exports one, or a list of them, as its default. */
export interface Measurement {
  readonly name: string;
  /** A figure with different bounds in Node and Chromium is two measurements. */
  readonly where: readonly Place[];
  readonly bound: Bound;
  /** Measures and returns the figure, in the bound's unit. */
  run(): Promise<number>;
}

/** What became of one measurement: a figure, or the error that ended it. */
export interface Result {
  readonly name: string;
  readonly where: Place;
  readonly bound: Bound;
  readonly measured: number | null;
  readonly error: string | null;
  /** Why it could not be measured on this machine, where it could not. */
  readonly unavailable?: string;
}

/** Thrown by a measurement that needs what this machine has not; the message is the reason. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}

/** Runs one after the other the measurements of a place whose names contain `only`. */
export async function runAll(
  measurements: readonly Measurement[],
  where: Place,
  only: string,
  report: (result: Result) => void | Promise<void>,
): Promise<void> {
  for (const { name, where: places, bound, run } of measurements) {
    if (!places.includes(where) || !name.includes(only)) continue;
    try {
      await report({ name, where, bound, measured: await run(), error: null });
    } catch (error) {
      const result = { name, where, bound, measured: null };
      await report(
        error instanceof Unavailable
          ? { ...result, error: null, unavailable: error.message }
          : { ...result, error: String(error) },
      );
    }
  }
}
