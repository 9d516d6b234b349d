import { closest } from '../closest';
import { memberOf, type ObjectNode } from '../json-nodes';
import type { Finding } from '../../editor/finding';
import { at, braceOf, elementOf, type LintedStatement } from './finding';

/** What a document has at its top. */
export const documentElements = ['Version', 'Id', 'Statement'];

/** What a statement can have. */
export const statementElements = [
  ...['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource'],
  ...['NotResource', 'Condition'],
];

/** Names that are no element of a policy, each with the one that was likely meant. */
export function unknownElements(object: ObjectNode, names: readonly string[]): Finding[] {
  return object.members
    .filter(({ name }) => !names.includes(name.value))
    .map(({ name }) => {
      const meant = closest(name.value, names);
      const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
      return at(name, 'error', `"${name.value}" is no element here.${hint}`);
    });
}

/** The version of the language, which decides about variables. */
export function versionOf(document: ObjectNode, text: string): Finding[] {
  const version = memberOf(document, 'Version');
  if (version?.value?.kind === 'string' && version.value.value === '2012-10-17') return [];
  const place = version?.value ?? braceOf(document);
  const older = 'the document is read as 2008-10-17';
  if (/\$\{[^}]+\}/.test(text)) {
    return [at(place, 'warning', `Variables such as \${aws:username} are plain text: ${older}.`)];
  }
  if (version !== undefined) return [];
  return [at(place, 'hint', `Without "Version": "2012-10-17" ${older}.`)];
}

/** Elements that a statement must have, must not have, or that reach further than they seem to. */
export function statementShape(statement: LintedStatement): Finding[] {
  const { facts, allows, node } = statement;
  const has = (name: string) => elementOf(statement, name);
  const findings: Finding[] = [];
  const principal = has('Principal') ?? has('NotPrincipal');
  if (facts.namesPrincipals && principal === undefined) {
    const message = `A statement of ${facts.title} needs a Principal: whom is it about?`;
    findings.push(at(braceOf(node), 'error', message));
  }
  if (!facts.namesPrincipals && principal !== undefined) {
    const message = `In ${facts.title} there is no Principal: it is about whom it is attached to.`;
    findings.push(at(principal.name, 'error', message));
  }
  const resource = has('Resource') ?? has('NotResource');
  if (!facts.namesResources && resource !== undefined) {
    const message = `In ${facts.title} there is no Resource: it is about the role itself.`;
    findings.push(at(resource.name, 'error', message));
  }
  const missing = [
    ...((has('Action') ?? has('NotAction')) ? [] : ['Action']),
    ...((resource ?? !facts.namesResources) ? [] : ['Resource']),
  ];
  for (const name of missing) {
    // AWS KMS stores a statement without them, which then never applies.
    const isKey = facts.engine === 'key';
    const message = isKey
      ? `A statement without ${name} never applies.`
      : `A statement needs ${name} or Not${name}.`;
    findings.push(at(braceOf(node), isKey ? 'warning' : 'error', message));
  }
  const notAction = has('NotAction');
  if (allows && notAction !== undefined) {
    const message = 'NotAction with Allow allows every other action of every service.';
    findings.push(at(notAction.name, 'warning', message));
  }
  const notResource = has('NotResource');
  if (allows && notResource !== undefined) {
    const message = 'NotResource with Allow allows it on every other resource.';
    findings.push(at(notResource.name, 'warning', message));
  }
  return findings;
}
