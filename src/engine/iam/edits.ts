import type { ContextChange } from './fitting-context';
import { withContext } from './fitting-context';
import { policyAt, withoutPolicyAt, withPolicyAt, type PolicySlot } from './policy-slots';
import type { AuthorizationRequest, Policies } from './request';

/** A statement as its document has it. */
export type JsonStatement = Readonly<Record<string, unknown>>;

/** An element of a statement that lists values; a principal's have a type. */
export type ListName = 'Action' | 'NotAction' | 'Resource' | 'NotResource' | `Principal.${string}`;

/** One change that somebody could make by hand so that a request is decided otherwise. */
export type Edit =
  /** The same request under other condition keys. */
  | { readonly kind: 'context'; readonly change: ContextChange }
  | {
      readonly kind: 'add value' | 'remove value';
      readonly slot: PolicySlot;
      readonly statement: number;
      readonly element: ListName;
      readonly value: string;
    }
  | {
      readonly kind: 'add condition value';
      readonly slot: PolicySlot;
      readonly statement: number;
      readonly operator: string;
      readonly key: string;
      readonly value: string;
    }
  | { readonly kind: 'remove statement'; readonly slot: PolicySlot; readonly statement: number }
  | { readonly kind: 'remove policy'; readonly slot: PolicySlot }
  | { readonly kind: 'remove grant'; readonly grantId: string }
  | { readonly kind: 'add statement'; readonly slot: PolicySlot; readonly added: JsonStatement }
  | { readonly kind: 'add policy'; readonly slot: PolicySlot; readonly added: JsonStatement };

/** How much an edit changes, for the order of the search: asking differently changes least. */
export const weights: Readonly<Record<Edit['kind'], number>> = {
  context: 1,
  'add value': 2,
  'remove value': 2,
  'add condition value': 2,
  'remove statement': 3,
  'remove policy': 3,
  'remove grant': 3,
  'add statement': 4,
  'add policy': 5,
};

/** A request with the policies it is decided by. */
export interface Asked {
  readonly request: AuthorizationRequest;
  readonly policies: Policies;
}

/** The statements of a document, as they are written; one alone is a list as well. */
export function statementsOf(document: string): readonly JsonStatement[] {
  const { Statement } = JSON.parse(document) as { readonly Statement: unknown };
  return (Array.isArray(Statement) ? Statement : [Statement]) as JsonStatement[];
}

/** The request and policies after an edit. */
export function applyEdit({ request, policies }: Asked, edit: Edit): Asked {
  if (edit.kind === 'context') return { request: withContext(request, edit.change), policies };
  if (edit.kind === 'remove grant') {
    const { grant: _, ...others } = policies;
    return { request, policies: others };
  }
  const { slot } = edit;
  if (edit.kind === 'remove policy') return { request, policies: withoutPolicyAt(policies, slot) };
  if (edit.kind === 'add policy') {
    const document = written({ Version: '2012-10-17', Statement: [edit.added] });
    return { request, policies: withPolicyAt(policies, slot, { name: 'new policy', document }) };
  }
  const policy = policyAt(policies, slot);
  if (policy === undefined) throw new Error(`no ${slot.type} to edit`);
  const whole = JSON.parse(policy.document) as JsonStatement;
  const Statement = editStatements(statementsOf(policy.document), edit);
  const document = written({ ...whole, Statement });
  return { request, policies: withPolicyAt(policies, slot, { ...policy, document }) };
}

const written = (value: unknown) => JSON.stringify(value, null, 2);

type StatementEdit = Exclude<
  Edit,
  { readonly kind: 'context' | 'add policy' | 'remove policy' | 'remove grant' }
>;

function editStatements(
  statements: readonly JsonStatement[],
  edit: StatementEdit,
): readonly JsonStatement[] {
  if (edit.kind === 'add statement') return [...statements, edit.added];
  const { statement: place } = edit;
  if (edit.kind === 'remove statement') return statements.filter((_, i) => i !== place);
  return statements.map((statement, i) => {
    if (i !== place) return statement;
    if (edit.kind === 'add condition value') return withConditionValue(statement, edit);
    return editList(statement, edit.element.split('.'), (list) =>
      edit.kind === 'add value'
        ? [...list, edit.value]
        : list.filter((value) => value !== edit.value),
    );
  });
}

function withConditionValue(
  statement: JsonStatement,
  { operator, key, value }: Extract<Edit, { readonly kind: 'add condition value' }>,
): JsonStatement {
  return editList(statement, ['Condition', operator, key], (list) => [...list, value]);
}

/** The statement with a list somewhere in it changed; a value alone is a list as well. */
function editList(
  statement: JsonStatement,
  [name = '', ...rest]: readonly string[],
  change: (list: readonly unknown[]) => readonly unknown[],
): JsonStatement {
  const inner = statement[name];
  if (rest.length > 0) {
    // `"*"` is everyone, to whom nobody needs adding.
    const members = typeof inner === 'object' && inner !== null ? (inner as JsonStatement) : {};
    return { ...statement, [name]: editList(members, rest, change) };
  }
  const list: readonly unknown[] = inner === undefined ? [] : [inner].flat();
  const changed = change(list);
  return { ...statement, [name]: changed.length === 1 ? changed[0] : changed };
}
