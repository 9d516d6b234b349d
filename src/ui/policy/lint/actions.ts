import { actionServices, actionsMeant, actionsOf, type ActionFacts } from '../action-tables';
import { closest } from '../closest';
import { memberOf, stringsIn, type ObjectNode, type StringNode } from '../json-nodes';
import { mayBeAbout } from '../overlap';
import type { Finding } from '../../editor/finding';
import { at, elementOf, type LintedStatement } from './finding';

/** Actions that no service has, and those that do not count in this kind of policy. */
export function actionNames(statement: LintedStatement): Finding[] {
  const element = elementOf(statement, 'Action') ?? elementOf(statement, 'NotAction');
  return (element?.strings ?? []).flatMap((node) => {
    const finding = otherService(node, statement) ?? unknownAction(node);
    return finding === undefined ? [] : [finding];
  });
}

function otherService(node: StringNode, { facts }: LintedStatement): Finding | undefined {
  const { service, refusesOthers, title } = facts;
  const [prefix = '', name] = node.value.split(':');
  if (service === null || name === undefined || prefix.toLowerCase() === service) return undefined;
  const means = `In ${title} only actions of ${service} count`;
  return refusesOthers
    ? at(node, 'error', `${means}; AWS refuses ${node.value}.`)
    : at(node, 'warning', `${means}: ${node.value} has no effect.`);
}

function unknownAction(node: StringNode): Finding | undefined {
  const { value } = node;
  if (value === '*') return undefined;
  const [prefix = '', name] = value.split(':');
  if (name === undefined) {
    return at(node, 'error', 'An action has its service before a colon: kms:Decrypt.');
  }
  const service = prefix.toLowerCase();
  if (!actionServices.includes(service)) {
    const meant = closest(service, actionServices);
    if (meant !== undefined) {
      return at(node, 'warning', `No service is called ${prefix}. Did you mean ${meant}:${name}?`);
    }
    return at(node, 'hint', `${prefix} is no service of this model: its actions are not checked.`);
  }
  if (actionsMeant(value).length > 0) return undefined;
  const meant = closest(
    value,
    actionsOf(service).map((action) => action.name),
  );
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  return at(node, 'warning', `No action is called ${value}.${hint}`);
}

/** The actions of a statement, where each of its values means some that are known. */
export function actionsInStatement(statement: ObjectNode): readonly ActionFacts[] | undefined {
  const meant = stringsIn(memberOf(statement, 'Action')?.value).map(({ value }) =>
    actionsMeant(value),
  );
  if (meant.length === 0 || meant.some((actions) => actions.length === 0)) return undefined;
  return meant.flat();
}

/** Actions that can be about none of the statement's resources. */
export function actionsWithoutResource(statement: LintedStatement): Finding[] {
  const { kind, facts } = statement;
  const resources = elementOf(statement, 'Resource')?.strings ?? [];
  // The resource of a key policy is its key, and that of a trust policy its role.
  if (kind === 'key' || !facts.namesResources || resources.length === 0) return [];
  if (resources.some(({ value }) => value === '*')) return [];
  return (elementOf(statement, 'Action')?.strings ?? []).flatMap((node) => {
    const meant = actionsMeant(node.value);
    if (meant.length === 0) return [];
    const fits = meant.some(({ resources: types }) =>
      types.some(({ arn }) => resources.some(({ value }) => mayBeAbout(value, arn))),
    );
    if (fits) return [];
    const [only] = meant;
    const severity = facts.refusesOthers ? 'error' : 'warning';
    if (meant.length > 1) {
      return [at(node, severity, `No action of ${node.value} can be about these resources.`)];
    }
    const types = only?.resources ?? [];
    const message =
      types.length === 0
        ? `${node.value} is about no resource: it needs "Resource": "*".`
        : `${node.value} is about ${types.map(({ arn }) => arn).join(' or ')}; no Resource here is one.`;
    return [at(node, severity, message)];
  });
}
