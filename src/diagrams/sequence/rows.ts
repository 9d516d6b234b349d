import type { Actor, Step, WireStep } from '../../engine/trace';

/** Which steps share one note. */
export interface Fold {
  /**
   * Records written and state changes of a request that follow each other. Folded by default, and
   * then quotas that were kept and what was metered are left out.
   */
  readonly writes?: boolean;
  /** Authentication and every authorization of a request. Shown one by one by default. */
  readonly checks?: boolean;
}

/** A message to draw, before it has a place. */
export interface MessageRow {
  readonly row: 'message';
  readonly kind: 'request' | 'response' | 'local' | 'timer' | 'wire';
  readonly step: number;
  readonly span: number;
  readonly depth: number;
  readonly from: Actor;
  readonly to: Actor;
  /** True for the first row of a top-level span. */
  readonly opens: boolean;
}

/** A note to draw, before it has a place. */
export interface NoteRow {
  readonly row: 'note';
  readonly steps: number[];
  readonly span: number;
  readonly at: Actor;
  readonly fold: 'writes' | 'checks' | null;
}

/** One line of the diagram, from top to bottom. */
export type Row = MessageRow | NoteRow;

interface OpenSpan {
  readonly from: Actor;
  readonly to: Actor;
  readonly depth: number;
}

/**
 * What a trace draws, in order: a message per request, end, local cryptography, timer and record on
 * the wire, a note for everything else. Steps of a span whose beginning is not part of `steps` draw nothing.
 */
export function sequenceRows(steps: readonly Step[], fold: Fold = {}): Row[] {
  const rows: Row[] = [];
  const spans = new Map<number, OpenSpan>();
  const timers = timerActors(steps);

  const message = (index: number, step: Step, kind: MessageRow['kind'], at: OpenSpan) => {
    const { from, to, depth } = at;
    const opens = depth === 0 && !spans.has(step.span);
    spans.set(step.span, at);
    const ends = kind === 'response' ? { from: to, to: from } : { from, to };
    rows.push({ row: 'message', kind, step: index, span: step.span, depth, ...ends, opens });
  };

  const note = (index: number, span: number, at: Actor, folding: NoteRow['fold']) => {
    const last = rows.at(-1);
    const folds = folding !== null && last?.row === 'note' && last.fold === folding;
    if (folds && last.span === span) last.steps.push(index);
    else rows.push({ row: 'note', steps: [index], span, at, fold: folding });
  };

  for (const [index, step] of steps.entries()) {
    const span = spans.get(step.span);
    const depth = step.parent === null ? 0 : (spans.get(step.parent)?.depth ?? -1) + 1;
    switch (step.kind) {
      case 'request':
        message(index, step, 'request', { from: step.from, to: step.to, depth });
        break;
      case 'end':
        if (span !== undefined) message(index, step, 'response', span);
        break;
      case 'timer': {
        const unseen: Actor = { type: 'service', name: step.service, region: '' };
        const actor = timers.get(step.span) ?? unseen;
        message(index, step, 'timer', { from: actor, to: actor, depth });
        break;
      }
      case 'crypto':
        if (span !== undefined && isService(span.to)) note(index, step.span, step.actor, null);
        else message(index, step, 'local', { from: step.actor, to: step.actor, depth });
        break;
      case 'authentication':
      case 'authorization':
        if (span) note(index, step.span, span.to, (fold.checks ?? false) ? 'checks' : null);
        break;
      case 'quota':
        // What was within its quota is a record like others; what was not ends the request.
        if (span && (!step.admitted || fold.writes === false))
          note(index, step.span, span.to, null);
        break;
      case 'cost':
        if (span && fold.writes === false) note(index, step.span, span.to, null);
        break;
      case 'write':
      case 'machine':
        if (span) note(index, step.span, span.to, (fold.writes ?? true) ? 'writes' : null);
        break;
      case 'wire': {
        const { from, to, watcher } = step;
        message(index, step, 'wire', { from, to, depth });
        if (tellsMore(step)) note(index, step.span, { type: 'client', name: watcher }, null);
        break;
      }
    }
  }
  return rows;
}

/** Whether the watcher reads more than the name of what passes, which stands at its arrow. */
function tellsMore({ readable, what }: WireStep): boolean {
  return readable !== '' && readable !== what;
}

function isService(actor: Actor): boolean {
  return actor.type === 'service';
}

// A timer step names its service as the engine does. The life line it belongs to is the one its
// own requests come from, or else the one that last answered for that service.
function timerActors(steps: readonly Step[]): Map<number, Actor> {
  const bySpan = new Map<number, Actor>();
  const byService = new Map<string, Actor>();
  for (const step of steps) {
    if (step.kind === 'timer') {
      const known = byService.get(step.service);
      if (known !== undefined) bySpan.set(step.span, known);
    }
    if (step.kind !== 'request') continue;
    byService.set(step.service, step.to);
    if (step.parent !== null) bySpan.set(step.parent, step.from);
  }
  return bySpan;
}
