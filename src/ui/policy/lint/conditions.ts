import { everyKey, globalConditionKeys, isOneOf, keyType } from '../action-tables';
import { closest } from '../closest';
import type { ObjectNode, StringNode } from '../json-nodes';
import { conditionOperators, operatorBase } from '../condition-operators';
import { actionsInStatement } from './actions';
import type { Finding } from '../../editor/finding';
import { at, elementOf, type LintedStatement } from './finding';

/** Operators and keys of conditions that do not exist, do not fit each other, or never come. */
export function conditionFindings(statement: LintedStatement): Finding[] {
  const condition = elementOf(statement, 'Condition')?.value;
  if (condition?.kind !== 'object') return [];
  const actions = actionsInStatement(statement.node);
  const offered = actions && [...globalConditionKeys, ...actions.flatMap(({ keys }) => keys)];
  return condition.members.flatMap(({ name: operator, value }) => {
    const base = operatorBase(operator.value);
    if (base === undefined) return [unknownOperator(operator)];
    return keysOf(value).flatMap((key) => {
      const finding =
        unknownKey(key) ?? notOffered(key, offered) ?? unfit(key, operator, statement);
      return finding === undefined ? [] : [finding];
    });
  });
}

function keysOf(value: ObjectNode | { readonly kind: string } | null): readonly StringNode[] {
  if (value?.kind !== 'object') return [];
  return (value as ObjectNode).members.map(({ name }) => name);
}

function unknownOperator(node: StringNode): Finding {
  const meant = closest(node.value, conditionOperators);
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  return at(node, 'error', `"${node.value}" is no condition operator.${hint}`);
}

function unknownKey(node: StringNode): Finding | undefined {
  const { value } = node;
  if (isOneOf(everyKey, value)) return undefined;
  const [prefix = ''] = value.split(':');
  const isKnown = everyKey.some((key) => key.toLowerCase().startsWith(`${prefix.toLowerCase()}:`));
  if (!isKnown) {
    return at(node, 'hint', `${prefix} is no service of this model: its keys are not checked.`);
  }
  const meant = closest(value, everyKey);
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  return at(node, 'warning', `No condition key is called ${value}: no request ever has it.${hint}`);
}

function notOffered(node: StringNode, offered: readonly string[] | undefined): Finding | undefined {
  if (offered === undefined || isOneOf(offered, node.value)) return undefined;
  const message = `No action of this statement has ${node.value}: a request never does.`;
  return at(node, 'warning', message);
}

function unfit(
  key: StringNode,
  operator: StringNode,
  { allows }: LintedStatement,
): Finding | undefined {
  const type = keyType(key.value);
  if (type === undefined) return undefined;
  const isSet = /^ForA(?:ll|ny)Values:/.test(operator.value);
  const base = operatorBase(operator.value) ?? '';
  const isList = type.startsWith('ArrayOf');
  if (base !== 'Null' && isList && !isSet) {
    const message = `${key.value} has several values: ask with ForAnyValue: or ForAllValues:.`;
    return at(operator, 'warning', message);
  }
  if (allows && operator.value.startsWith('ForAllValues:')) {
    const message = 'ForAllValues also holds where the request does not have the key: add Null.';
    return at(operator, 'warning', message);
  }
  const fits = families.find(({ of }) => of.test(type));
  if (fits === undefined || base === 'Null' || fits.operators.test(base)) return undefined;
  return at(
    operator,
    'hint',
    `${key.value} is of type ${type}, which ${operator.value} is not for.`,
  );
}

/** What compares values of a type. Strings and ARNs are compared with each other's operators, too. */
const families = [
  { of: /String|ARN/i, operators: /^(?:String|Arn)/ },
  { of: /^Bool/i, operators: /^(?:Bool|String)/ },
  { of: /^Numeric/i, operators: /^(?:Numeric|String)/ },
  { of: /^Date/i, operators: /^(?:Date|Numeric)/ },
  { of: /^IPAddress/i, operators: /IpAddress$/ },
];
