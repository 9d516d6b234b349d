import type { Term } from '../../learning/glossary';
import { glossary, mentionsIn } from '../reference/glossary';

const notProse = 'code, pre, a, button, h1, h2, h3, h4, h5, h6, th';

/**
 * Makes a button of the first mention of each term in an element, with the definition as its
 * description. Returns the buttons.
 */
export function markTerms(element: HTMLElement): readonly HTMLButtonElement[] {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  const seen = new Set<string>();
  return texts.flatMap((text) => {
    if (text.parentElement?.closest(notProse)) return [];
    const first = mentionsIn(text.data).filter(({ term }) => {
      if (seen.has(term.id)) return false;
      seen.add(term.id);
      return true;
    });
    // From the end, so that what lies before keeps its place.
    return first
      .toReversed()
      .map(({ term, from, to }) => {
        const range = document.createRange();
        range.setStart(text, from);
        range.setEnd(text, to);
        const button = document.createElement('button');
        button.type = 'button';
        button.className = 'term';
        button.dataset['term'] = term.id;
        button.setAttribute('aria-description', term.definition);
        range.surroundContents(button);
        return button;
      })
      .toReversed();
  });
}

/** The term that a button made by `markTerms` explains. */
export function termOf(button: HTMLElement): Term | undefined {
  return glossary.find(({ id }) => id === button.dataset['term']);
}
