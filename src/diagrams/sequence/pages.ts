import type { Step } from '../../engine/trace';

/** How many steps one drawing takes before the trace is cut into several. */
const pageSize = 150;

/**
 * A long trace in pieces, each drawn in no time, the newest one as full as it can be. A turn (a
 * request with everything done on its behalf) is never torn apart; what is left of a turn whose
 * beginning is missing goes.
 */
export function sequencePages(steps: readonly Step[], size = pageSize): (readonly Step[])[] {
  const pages: (readonly Step[])[] = [];
  let end = steps.length;
  let from = end;
  for (const start of turnStarts(steps).reverse()) {
    if (end - start > size && from < end) {
      pages.unshift(steps.slice(from, end));
      end = from;
    }
    from = start;
  }
  if (from < end) pages.unshift(steps.slice(from, end));
  return pages;
}

/** Where turns begin: at the first step of each span that nobody asked for. */
function turnStarts(steps: readonly Step[]): number[] {
  const starts: number[] = [];
  let root: number | undefined;
  for (const [at, { parent, span, kind }] of steps.entries()) {
    if (parent !== null || span === root) continue;
    root = span;
    if (kind === 'request' || kind === 'timer' || kind === 'crypto') starts.push(at);
  }
  return starts;
}
