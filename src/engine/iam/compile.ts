import { parsePolicy, type PolicyKind } from './parse';
import { compileStatement, type CompiledStatement } from './statements';

/** Documents kept compiled. A world has few; the bound is for one that keeps changing them. */
const capacity = 1000;

const compiled = new Map<PolicyKind, Map<string, readonly CompiledStatement[]>>();

/**
 * The statements of a document, compiled on first use. Throws `PolicySyntaxError` for a document
 * that `parsePolicy` does not accept.
 */
export function compilePolicy(document: string, kind: PolicyKind): readonly CompiledStatement[] {
  let documents = compiled.get(kind);
  if (documents === undefined) {
    documents = new Map();
    compiled.set(kind, documents);
  }
  let statements = documents.get(document);
  if (statements === undefined) {
    const policy = parsePolicy(document, kind);
    const version = policy.version ?? '2008-10-17';
    statements = policy.statements.map((statement, i) =>
      compileStatement(statement, i, kind, version),
    );
    if (documents.size >= capacity) documents.delete(documents.keys().next().value!);
    documents.set(document, statements);
  }
  return statements;
}
