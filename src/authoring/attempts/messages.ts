import type { Exercise } from './exercises';
import type { Graded } from './grade';
import type { Regraded } from './regrade';
import type { Given } from './session';

/** What the Worker that grades is asked. */
export type ToGrader =
  /** Comes first: the pack's text. */
  | { readonly pack: string }
  /** What a student hands in. */
  | {
      readonly grade: {
        readonly exercise: Exercise['id'];
        readonly given: Given;
        readonly seed: number;
        readonly began: number;
      };
    }
  /** An attempt file, to be graded anew. */
  | { readonly file: string; readonly text: string };

/** What the Worker that grades answers, in the order in which it was asked. */
export type FromGrader =
  /** The pack was read. */
  | { readonly opened: true }
  | { readonly graded: Graded }
  | { readonly file: string; readonly regraded: Regraded }
  /** The file is refused; the reason is in the reader's words. */
  | { readonly file: string; readonly refused: string }
  /** The pack cannot be read, or the app has a fault. */
  | { readonly fault: string };
