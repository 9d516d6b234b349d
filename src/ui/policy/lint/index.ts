import { policySize, policySizeLimits } from '../../../engine/iam/index';
import { memberOf, readNodes, statementNodes, type JsonNode } from '../json-nodes';
import { policyKinds, type EditedKind, type KindFacts } from '../policy-kinds';
import { actionNames, actionsWithoutResource } from './actions';
import { conditionFindings } from './conditions';
import {
  documentElements,
  statementElements,
  statementShape,
  unknownElements,
  versionOf,
} from './elements';
import type { Finding } from '../../editor/finding';
import { at, type LintedStatement } from './finding';
import { lockOut } from './lock-out';
import { wildcardPrincipals } from './principals';
import { refusalOf } from './refusal';

/** Everything to say about a policy document, in the order in which it stands there. */
export function lintPolicy(text: string, kind: EditedKind): readonly Finding[] {
  const facts = policyKinds[kind];
  if (text.trim() === '')
    return [at({ from: 0, to: text.length }, 'error', 'The policy is empty.')];
  const document = readNodes(text);
  const refusal = refusalOf(text, document, facts);
  if (refusal?.notJson === true) return [refusal.finding];
  const findings = [
    ...documentFindings(text, document),
    ...statementsOf(document, kind, facts).flatMap((statement) => rulesOf(statement)),
    ...sizeFindings(text, kind, facts),
    ...(kind === 'key' && refusal === undefined ? lockOut(text, document) : []),
  ];
  const all = refusal === undefined ? findings : withRefusal(findings, refusal.finding);
  return all.toSorted((a, b) => a.from - b.from || a.to - b.to);
}

function documentFindings(text: string, document: JsonNode | undefined): Finding[] {
  if (document?.kind !== 'object') return [];
  return [...unknownElements(document, documentElements), ...versionOf(document, text)];
}

function statementsOf(
  document: JsonNode | undefined,
  kind: EditedKind,
  facts: KindFacts,
): readonly LintedStatement[] {
  return statementNodes(document).map((node) => {
    const effect = memberOf(node, 'Effect')?.value;
    return { node, kind, facts, allows: effect?.kind === 'string' && effect.value === 'Allow' };
  });
}

function rulesOf(statement: LintedStatement): Finding[] {
  return [
    ...unknownElements(statement.node, statementElements),
    ...statementShape(statement),
    ...wildcardPrincipals(statement),
    ...actionNames(statement),
    ...actionsWithoutResource(statement),
    ...conditionFindings(statement),
  ];
}

function sizeFindings(text: string, kind: EditedKind, { size, title }: KindFacts): Finding[] {
  const whole = { from: 0, to: Math.min(1, text.length) };
  const counted = policySize([text], size);
  const white = size.countsWhiteSpace ? '' : ' without white space';
  const limit = (characters: number) =>
    `${counted.toLocaleString('en')} characters${white}, of ${characters.toLocaleString('en')}`;
  if (counted > size.characters) {
    return [at(whole, 'error', `Too long for ${title}: ${limit(size.characters)}.`)];
  }
  const { managed } = policySizeLimits;
  if (kind !== 'identity' || counted <= managed.characters) return [];
  return [at(whole, 'warning', `Too long for a managed policy: ${limit(managed.characters)}.`)];
}

const afterName = ': '.length;

/**
 * AWS names one thing. Where a rule has an error there already, or at the name before it, its words
 * are added to that.
 */
function withRefusal(findings: readonly Finding[], refusal: Finding): readonly Finding[] {
  const same = findings.find(
    ({ severity, from, to }) =>
      severity === 'error' && from <= refusal.to && refusal.from <= to + afterName,
  );
  if (same === undefined) return [...findings, refusal];
  const message = `${same.message} ${refusal.message}`;
  return findings.map((finding) => (finding === same ? { ...finding, message } : finding));
}
