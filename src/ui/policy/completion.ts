import {
  actionServices,
  actionsOf,
  everyKey,
  globalConditionKeys,
  keyType,
  resourcePatterns,
} from './action-tables';
import { conditionOperators } from './condition-operators';
import { cursorAt, type Cursor } from './cursor';
import { readNodes, type ObjectNode, type Span } from './json-nodes';
import { actionsInStatement } from './lint/actions';
import { documentElements, statementElements } from './lint/elements';
import { policyKinds, type EditedKind } from './policy-kinds';

/** What the world offers to name in a policy. */
export interface Offer {
  /** ARNs of resources. */
  readonly resources?: readonly string[];
  /** ARNs of users, roles and accounts. */
  readonly principals?: readonly string[];
}

/** One way to go on. */
export interface Candidate {
  readonly label: string;
  /** What it is, in a word or two. */
  readonly detail?: string;
  /** What is put in, where that is not the label: with quotes, or with what must follow. */
  readonly apply: string;
}

/** What can stand at a place, and what of the text it replaces. */
export interface Completions extends Span, Pick<Cursor, 'writes'> {
  /** Whether a string is there already, with its quotes. */
  readonly quoted: boolean;
  readonly candidates: readonly Candidate[];
}

/** What can be written at a place of a policy; undefined where nothing is known to fit. */
export function completePolicy(
  text: string,
  pos: number,
  kind: EditedKind,
  offer: Offer = {},
): Completions | undefined {
  const cursor = cursorAt(readNodes(text), pos);
  if (cursor === undefined) return undefined;
  const candidates =
    cursor.writes === 'name' ? namesAt(cursor, kind) : valuesAt(cursor, kind, offer);
  if (candidates.length === 0) return undefined;
  const quoted = cursor.string !== undefined;
  const { from, to } = cursor.replace;
  return {
    ...{ from, to, quoted, writes: cursor.writes },
    candidates: candidates.map(({ label, detail }) => ({
      label,
      ...(detail === undefined ? {} : { detail }),
      apply: quoted ? escaped(label) : JSON.stringify(label),
    })),
  };
}

const escaped = (text: string) => JSON.stringify(text).slice(1, -1);

type Word = Pick<Candidate, 'label' | 'detail'>;

const words = (labels: readonly string[], detail?: string): Word[] =>
  labels.map((label) => (detail === undefined ? { label } : { label, detail }));

function namesAt({ path, object, around, string }: Cursor, kind: EditedKind): Word[] {
  const taken = new Set(
    object?.members.filter(({ name }) => name !== string).map(({ name }) => name.value),
  );
  const free = (list: readonly Word[]) => list.filter(({ label }) => !taken.has(label));
  const [first, second, third, ...rest] = path;
  if (first === undefined) return free(words(documentElements));
  if (first !== 'Statement' || rest.length > 0) return [];
  if (second === undefined) return free(words(elementsOf(kind)));
  if (second === 'Principal' || second === 'NotPrincipal') {
    return third === undefined ? free(words(['AWS', 'Service', 'Federated', 'CanonicalUser'])) : [];
  }
  if (second !== 'Condition') return [];
  if (third === undefined) return free(operators());
  return free(conditionKeys(around[1]));
}

function elementsOf(kind: EditedKind): readonly string[] {
  const { namesPrincipals, namesResources } = policyKinds[kind];
  return statementElements.filter((name) => {
    if (name.endsWith('Principal')) return namesPrincipals;
    return namesResources || !name.endsWith('Resource');
  });
}

function operators(): Word[] {
  const sets = ['ForAnyValue:', 'ForAllValues:'].flatMap((set) =>
    ['StringEquals', 'StringLike', 'ArnLike'].map((operator) => set + operator),
  );
  const optional = conditionOperators
    .filter((operator) => operator !== 'Null')
    .map((operator) => `${operator}IfExists`);
  return [
    ...words(conditionOperators),
    ...words(sets, 'for several values'),
    ...words(optional, 'or no such key'),
  ];
}

/** Of the statement's own actions, then those of every request; of unknown actions, all there are. */
function conditionKeys(statement: ObjectNode | undefined): Word[] {
  const actions = statement === undefined ? undefined : actionsInStatement(statement);
  const own = actions === undefined ? everyKey : actions.flatMap(({ keys }) => keys);
  return [...new Set([...own, ...globalConditionKeys])].map((key) => {
    const type = keyType(key);
    // What ends in a name of one's own is begun, and goes on.
    const label = key.replace(/\$\{[^}]*\}.*$/, '');
    return type === undefined ? { label } : { label, detail: type };
  });
}

function valuesAt({ path, around, string }: Cursor, kind: EditedKind, offer: Offer): Word[] {
  const [first, second, third, fourth] = path;
  if (first === 'Version') return words(['2012-10-17', '2008-10-17']);
  if (first !== 'Statement') return [];
  switch (second) {
    case 'Effect':
      return words(['Allow', 'Deny']);
    case 'Action':
    case 'NotAction':
      return actionWords(string?.value ?? '', kind);
    case 'Resource':
    case 'NotResource':
      return resourceWords(around[1], kind, offer);
    case 'Principal':
    case 'NotPrincipal':
      return principalWords(third, offer);
    case 'Condition':
      return fourth === undefined ? [] : conditionValues(third ?? '', fourth, offer);
    default:
      return [];
  }
}

/** Services until there is a colon, and then the actions of that one. */
function actionWords(written: string, kind: EditedKind): Word[] {
  const { service } = policyKinds[kind];
  const [prefix = '', name] = written.split(':');
  const services = service === null ? actionServices : [service];
  const chosen = name !== undefined || service !== null ? (service ?? prefix.toLowerCase()) : null;
  if (chosen === null) {
    return words(
      services.map((each) => `${each}:`),
      'service',
    );
  }
  return [
    ...actionsOf(chosen).map(({ name: label, resources: [type] }) => ({
      label,
      detail: type === undefined ? 'no resource' : type.type,
    })),
    { label: `${chosen}:*`, detail: 'every action' },
  ];
}

function resourceWords(
  statement: ObjectNode | undefined,
  kind: EditedKind,
  { resources = [] }: Offer,
): Word[] {
  if (kind === 'key') return [{ label: '*', detail: 'this key' }];
  const actions = statement === undefined ? undefined : actionsInStatement(statement);
  const services = new Set(
    actions?.map(({ name }) => name.split(':')[0]!) ?? [policyKinds[kind].service ?? ''],
  );
  const ofService = ([, , service = '']: readonly string[]) =>
    services.has('') || services.has(service);
  const there = resources.filter((arn) => ofService(arn.split(':')));
  const patterns = [...services].flatMap((service) => resourcePatterns(service));
  return [
    ...there.flatMap((arn) => {
      const word = { label: arn, detail: 'in this world' };
      const isBucket = /^arn:[^:]+:s3:::[^/]+$/.test(arn);
      return isBucket ? [word, { label: `${arn}/*`, detail: 'every object in it' }] : [word];
    }),
    ...patterns.map(({ type, arn }) => ({
      label: arn.replace('${Partition}', 'aws').replaceAll(/\$\{[^}]*\}/g, '*'),
      detail: `every ${type}`,
    })),
    { label: '*', detail: 'every resource' },
  ];
}

function principalWords(type: string | undefined, { principals = [] }: Offer): Word[] {
  if (type === 'Service') return words(servicePrincipals, 'service');
  if (type !== undefined && type !== 'AWS') return [];
  return [
    ...(type === 'AWS' ? words(principals, 'in this world') : []),
    { label: '*', detail: 'everybody' },
  ];
}

const servicePrincipals = [
  ...['cloudtrail', 'delivery.logs', 'ec2', 'lambda', 'logs', 'rds', 's3', 'secretsmanager'],
  ...['ssm', 'sns', 'sqs', 'events', 'cloudformation'],
].map((name) => `${name}.amazonaws.com`);

function conditionValues(operator: string, key: string, offer: Offer): Word[] {
  const type = keyType(key) ?? '';
  if (operator === 'Null' || /^Bool/i.test(type)) return words(['true', 'false']);
  const { principals = [], resources = [] } = offer;
  const lower = key.toLowerCase();
  if (lower === 'aws:principalarn') return words(principals, 'in this world');
  if (/arn$/i.test(key) || /ARN/.test(type)) return words(resources, 'in this world');
  if (lower === 'kms:viaservice') {
    return words(viaServices.map((service) => `${service}.us-east-1.amazonaws.com`));
  }
  if (/^String/.test(operator.replace(/^For\w+:/, ''))) {
    return words(['${aws:username}', '${aws:PrincipalAccount}', '${aws:PrincipalTag/'], 'variable');
  }
  return [];
}

const viaServices = ['ec2', 'lambda', 'logs', 'rds', 's3', 'secretsmanager', 'ssm'];
