const maximum = 1000;
const allName = 'log-matches';
const currentName = 'log-match';

/**
 * Finds text in the log and marks it without touching the document (CSS highlights): the log may
 * be long, and a screen reader should not hear it anew.
 */
export class LogSearch {
  matches = $state.raw<readonly Range[]>([]);
  current = $state(0);

  /** Looks for `query`, whatever its case; an empty one clears the marks. */
  find(log: HTMLElement, query: string): void {
    this.matches = query === '' ? [] : findRanges(log, query.toLowerCase());
    this.current = Math.max(0, this.matches.length - 1);
    this.#mark();
  }

  /** Goes to the next match down (1) or up (-1), round at the ends. */
  go(by: 1 | -1): void {
    const { length } = this.matches;
    if (length === 0) return;
    this.current = (this.current + by + length) % length;
    this.#mark();
  }

  clear(): void {
    this.matches = [];
    CSS.highlights?.delete(allName);
    CSS.highlights?.delete(currentName);
  }

  #mark(): void {
    const match = this.matches[this.current];
    if (match === undefined) return this.clear();
    match.startContainer.parentElement?.scrollIntoView({ block: 'nearest' });
    scrollTo(match);
    // Older browsers have no highlights: there the scrolling alone shows the way.
    CSS.highlights?.set(allName, new Highlight(...this.matches));
    CSS.highlights?.set(currentName, new Highlight(match));
  }
}

function scrollTo(match: Range): void {
  const log = match.startContainer.parentElement?.closest('[role="log"]');
  if (!log) return;
  const box = log.getBoundingClientRect();
  const at = match.getBoundingClientRect();
  if (at.top < box.top || at.bottom > box.bottom) {
    log.scrollTop += at.top - box.top - box.height / 2;
  }
}

function findRanges(log: HTMLElement, query: string): Range[] {
  const ranges: Range[] = [];
  const texts = document.createTreeWalker(log, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    if (!node.parentElement?.closest('pre')) continue;
    const text = (node.nodeValue ?? '').toLowerCase();
    for (let at = text.indexOf(query); at !== -1; at = text.indexOf(query, at + query.length)) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + query.length);
      ranges.push(range);
      if (ranges.length === maximum) return ranges;
    }
  }
  return ranges;
}
