import { parseArn } from '../arn';
import { accessOf, type Access } from '../iam/depends';
import type { Evaluation } from '../iam/index';
import type { Reader, Tables } from '../tables';
import { ask } from './ask';
import { putEdited, storedDocument, type EditedPolicy } from './edited-policy';
import { usualActions } from './permissions';
import { isIdentityBased, nameOf, principalsOf } from './principals';
import { resourcesFor, type Resources } from './resources';

export type { Access } from '../iam/depends';
export type { EditedPolicy } from './edited-policy';
export { accessOfEverybody, type AccessFact } from './everybody';

/** What one principal may do of one action to one resource. */
export interface AccessCell {
  /** With the stored text. */
  readonly before: Access;
  /** With the edited one. */
  readonly after: Access;
  /** How it was decided with the edited text. */
  readonly evaluation: Evaluation;
}

/** What one principal may do to one resource, an action a cell. */
export interface AccessRow {
  /** The ARN of a user, role, root user or session, or the name of a service. */
  readonly principal: string;
  readonly resource: string;
  readonly cells: readonly AccessCell[];
}

/** The actions of one service. */
export interface AccessSheet {
  readonly actions: readonly string[];
  readonly rows: readonly AccessRow[];
  /** Whether the world has more resources of the service than are in the rows. */
  readonly isPart: boolean;
}

/**
 * Who can do what with the edited text, beside who can now: of a resource's policy a sheet with
 * everybody, of an identity-based one a sheet a service with who has it and what there is.
 */
export type AccessTable = readonly AccessSheet[];

/** Rows of a sheet of an identity-based policy. */
const mostRows = 24;

/**
 * Asks the policies of the world about everybody in it, once as they are and once with one text
 * changed: by the evaluator and with the condition keys of real requests that come over TLS now, within
 * what organizations, boundaries and session policies leave. The world itself is left alone. Throws
 * `PolicySyntaxError` where the text is no policy.
 */
export function whoCan(tables: Tables, edited: EditedPolicy, now: number): AccessTable {
  const changed = tables.fork();
  putEdited(changed, edited);
  const callers = principalsOf(tables, edited, now);
  return resourcesOf(tables, edited, callers.length).flatMap(({ service, arns, isPart }) => {
    const actions = usualActions[service] ?? [];
    const rows = callers.flatMap((caller) =>
      arns.map((resource): AccessRow => {
        const cells = actions.flatMap((action): AccessCell[] => {
          const before = ask(tables, caller, action, resource, now);
          const after = ask(changed, caller, action, resource, now);
          if (before === undefined || after === undefined) return [];
          return [{ before: accessOf(before), after: accessOf(after), evaluation: after }];
        });
        return { principal: nameOf(caller), resource, cells };
      }),
    );
    return rows.length === 0 ? [] : [{ actions, rows, isPart }];
  });
}

function resourcesOf(
  reader: Reader,
  edited: EditedPolicy,
  principals: number,
): readonly Resources[] {
  if (!isIdentityBased(edited)) {
    const { service = '' } = parseArn(edited.arn) ?? {};
    return [{ service, arns: [edited.arn], isPart: false }];
  }
  const documents = [edited.document, storedDocument(reader, edited) ?? ''];
  return resourcesFor(reader, documents, Math.max(1, Math.floor(mostRows / (principals || 1))));
}
