import type { Evaluation } from '../../engine/iam/index';
import { decisionTree, type DecisionNode, type Verdict } from './nodes';

/** What a verdict is called behind a node's label. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  allows: 'allows it',
  denies: 'denies it',
  fits: 'fits',
  fails: 'does not fit',
  silent: 'says nothing about it',
};

/** A node in words: its label, its verdict, and whether the decision came this way. */
export function nodeText({ label, verdict, lit, kind }: DecisionNode): string {
  if (kind === 'request') return label;
  return `${label}: ${verdictWords[verdict]}${lit ? ' (decisive)' : ''}`;
}

/** The tree in lines, each indented under the one it belongs to. */
export function decisionText(evaluation: Evaluation): string {
  const lines: string[] = [];
  const write = (node: DecisionNode, depth: number) => {
    lines.push(`${'  '.repeat(depth)}${nodeText(node)}`);
    for (const child of node.children) write(child, depth + 1);
  };
  write(decisionTree(evaluation), 0);
  return lines.join('\n');
}
