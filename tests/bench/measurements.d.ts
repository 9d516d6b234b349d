/** The files of cases/ with what they export, collected by build.mjs. */
declare module 'virtual:measurements' {
  type Measurement = import('./bench').Measurement;
  export const files: readonly {
    readonly file: string;
    readonly measurements: readonly Measurement[];
  }[];
}
