import { memberOf, stringsIn, type JsonNode, type StringNode } from '../json-nodes';
import type { Finding } from '../../editor/finding';
import { at, elementOf, type LintedStatement } from './finding';

/** Statements that allow everybody, with nothing or something to narrow it. */
export function wildcardPrincipals(statement: LintedStatement): Finding[] {
  const principal = elementOf(statement, 'Principal');
  if (principal === undefined || !statement.allows) return [];
  const narrowed = elementOf(statement, 'Condition') !== undefined;
  return everyone(principal.value).map((node) =>
    narrowed
      ? at(node, 'hint', 'Everybody, as far as the conditions let them: make sure they do not.')
      : at(node, 'warning', 'Everybody, in every AWS account, and for some services anonymous.'),
  );
}

function everyone(value: JsonNode | null): StringNode[] {
  if (value?.kind === 'string') return value.value === '*' ? [value] : [];
  if (value?.kind !== 'object') return [];
  return stringsIn(memberOf(value, 'AWS')?.value).filter((node) => node.value === '*');
}

/** The principals that a document names, by their type. */
export function principalValues(
  statement: LintedStatement,
): readonly { readonly type: string; readonly node: StringNode }[] {
  const value = elementOf(statement, 'Principal')?.value;
  if (value?.kind === 'string') return [{ type: 'AWS', node: value }];
  if (value?.kind !== 'object') return [];
  return value.members.flatMap(({ name, value: list }) =>
    stringsIn(list).map((node) => ({ type: name.value, node })),
  );
}
