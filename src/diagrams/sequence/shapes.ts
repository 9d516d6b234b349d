import type { SecretKind } from '../../engine/trace';
import type { Subject } from '../subjects';

/** One participant of a sequence diagram, and where its line stands. */
export interface LifeLine {
  readonly index: number;
  readonly type: 'client' | 'service';
  /** The full name, as sentences use it: `AWS KMS`. */
  readonly title: string;
  /** The name as it fits above the line. */
  readonly label: string;
  /** The Region of a service; empty for a place on the learner's side. */
  readonly region: string;
  readonly x: number;
  readonly y1: number;
  readonly y2: number;
}

/** A rectangle in the diagram's own units (px). */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A piece of text, where it stands, and its whole wording when it had to be shortened. */
export interface Text {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly size: number;
  readonly text: string;
  readonly whole: string;
}

/** A mark that secrets exist in the clear at a life line from here on. */
export interface SecretMark extends Box {
  readonly secrets: readonly SecretKind[];
  readonly text: string;
}

/** An arrow: a request, its response, or something an actor does by itself. */
export interface Message {
  /** Its place among the diagram's messages: what stepping and scrubbing count. */
  readonly index: number;
  readonly kind: 'request' | 'response' | 'local' | 'timer' | 'wire';
  /** Its step's place in the trace. */
  readonly step: number;
  readonly span: number;
  /** Its request; undefined for what belongs to none. */
  readonly subject: Subject | undefined;
  /** How many requests stand around it: 0 for what the learner sent. */
  readonly depth: number;
  /** Indexes of life lines; the same one twice for what an actor does by itself. */
  readonly from: number;
  readonly to: number;
  readonly x1: number;
  readonly x2: number;
  /** The height of the arrow's line (of its return, for a loop). */
  readonly y: number;
  /** SVG path data of the line and of its head (a cross, for an error). */
  readonly line: string;
  readonly head: string;
  readonly failed: boolean;
  readonly label: Text;
  readonly detail: Text | null;
  readonly secret: SecretMark | null;
  /** The rectangle that belongs to this message: hit area and highlight. */
  readonly box: Box;
}

/** What a note says: the outcome of a check, cryptography, or something written. */
export type NoteKind = 'identity' | 'allowed' | 'denied' | 'crypto' | 'record';

/** A note beside an actor's line: what happened there between two messages. */
export interface Note extends Box {
  readonly kind: NoteKind;
  /** The steps it stands for, by their place in the trace: more than one when folded. */
  readonly steps: readonly number[];
  readonly span: number;
  /** Its request; undefined for what belongs to none. */
  readonly subject: Subject | undefined;
  readonly lifeline: number;
  /** Index of the message it follows. */
  readonly after: number;
  readonly texts: readonly Text[];
  readonly secret: SecretMark | null;
  /** The whole wording. */
  readonly sentence: string;
}

/** The time in which an actor works on a request. */
export interface Activation extends Box {
  readonly span: number;
  readonly lifeline: number;
  /** Index of the message that starts it. */
  readonly after: number;
  /** True when the trace stops before its end. */
  readonly open: boolean;
}

/** A top-level request (or local piece of work) with everything done on its behalf. */
export interface Group {
  readonly span: number;
  readonly y1: number;
  readonly y2: number;
  /** Index of its first message. */
  readonly first: number;
}

/** All shapes of a sequence diagram: what is drawn, exported and told in sentences. */
export interface SequenceShapes {
  readonly width: number;
  readonly height: number;
  readonly lifelines: readonly LifeLine[];
  readonly messages: readonly Message[];
  readonly notes: readonly Note[];
  readonly activations: readonly Activation[];
  readonly groups: readonly Group[];
}
