import type { Finding, Severity } from '../../editor/finding';
import type { EditedKind, KindFacts } from '../policy-kinds';
import type { JsonNode, ObjectNode, Span, StringNode } from '../json-nodes';
import { memberOf, stringsIn } from '../json-nodes';

/** One statement as the rules look at it. */
export interface LintedStatement {
  readonly node: ObjectNode;
  readonly kind: EditedKind;
  readonly facts: KindFacts;
  readonly allows: boolean;
}

/**
 * A finding about a node. `error`: AWS refuses the document, or it would lock everybody out.
 * `warning`: AWS stores it, and it does something else than was likely meant.
 */
export function at({ from, to }: Span, severity: Severity, message: string): Finding {
  return { from, to, severity, message };
}

/** The brace of an object: where what it lacks is missing. */
export function braceOf({ from }: ObjectNode): Span {
  return { from, to: from + 1 };
}

/** An element of a statement with the strings in it; undefined where the statement lacks it. */
export function elementOf(
  { node }: LintedStatement,
  name: string,
):
  | {
      readonly name: StringNode;
      readonly value: JsonNode | null;
      readonly strings: readonly StringNode[];
    }
  | undefined {
  const member = memberOf(node, name);
  return member && { name: member.name, value: member.value, strings: stringsIn(member.value) };
}
