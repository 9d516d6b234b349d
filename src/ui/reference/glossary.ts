import { mentionFinder, type Term } from '../../learning/glossary';

const files = import.meta.glob<readonly Term[]>('../../../scenarios/glossary.yaml', {
  import: 'default',
  eager: true,
});

/** The words of the course, in the order of its sections. */
export const glossary: readonly Term[] = Object.values(files).flat();

/** Finds the words of the course in a text. */
export const mentionsIn = mentionFinder(glossary);

/** The address of a term's place in the glossary. */
export const addressOfTerm = ({ id }: Pick<Term, 'id'>) => `#/reference/glossary?term=${id}`;
