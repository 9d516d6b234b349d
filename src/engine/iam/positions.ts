import { readJson, spanOf, type Json, type JsonObject } from './json';

/** A place in a document, counted from 1. */
export interface Position {
  readonly Line: number;
  readonly Column: number;
}

/**
 * Where each statement of a document begins and ends, in the order of the statements. As the policy
 * simulator reports them: the places after the statement's two braces.
 */
export function statementPositions(
  document: string,
): readonly { readonly StartPosition: Position; readonly EndPosition: Position }[] {
  const policy = readJson(document);
  const statement = policy instanceof Map ? (policy as JsonObject).get('Statement') : undefined;
  const statements = Array.isArray(statement) ? (statement as readonly Json[]) : [statement];
  return statements
    .filter((item): item is JsonObject => item instanceof Map)
    .map((item) => {
      const { start, end } = spanOf(item);
      return { StartPosition: position(document, start), EndPosition: position(document, end) };
    });
}

function position(document: string, at: number): Position {
  const lines = document.slice(0, at).split('\n');
  return { Line: lines.length, Column: (lines.at(-1)?.length ?? 0) + 1 };
}
