import type { EngineOptions } from '../engine/engine';
import { gate, type GateStep } from '../learning/gate';
import { proveItem } from '../learning/questions/gate';
import type { Item } from '../learning/questions/item';
import type { Scenario } from '../learning/scenario';
import type { FieldPath } from '../learning/yaml-source';
import { partsOfProof } from './parts';
import type { Content } from './read-draft';

/** Whether something that content promises holds. */
export interface Finding {
  /** The field that promises it. */
  readonly path: FieldPath;
  readonly title: string;
  readonly verdict: 'holds' | 'fails' | 'suspect';
  /** What came out instead; empty when it holds. */
  readonly details: readonly string[];
}

/** What a proof found out about a scenario or a question. */
export interface Proved {
  readonly id: string;
  /** Where it stands in the draft. */
  readonly path: FieldPath;
  readonly findings: readonly Finding[];
  /** How well a question is proven; absent for a scenario. */
  readonly level?: string;
}

/** What somebody who waits for a proof is told: what is being tried, and what came of it. */
export type ProofEvent = { readonly step: string } | { readonly proved: Proved };

/** Runs everything that content promises, by the same gate as the build. */
export async function prove(
  content: Content,
  options: EngineOptions,
  tell: (event: ProofEvent) => void,
): Promise<void> {
  if (content.kind === 'scenario') {
    tell({ proved: await proveScenario(content.scenario, options, tell) });
    return;
  }
  for (const [i, item] of content.items.entries()) {
    tell({ step: `Question ${i + 1} of ${content.items.length}: ${item.title}` });
    tell({ proved: await proveQuestion(item, i, options) });
  }
}

async function proveScenario(
  scenario: Scenario,
  options: EngineOptions,
  tell: (event: ProofEvent) => void,
): Promise<Proved> {
  const steps: GateStep[] = [];
  const { faults } = await gate(scenario, options, (step) => {
    steps.push(step);
    tell({ step: step.title });
  });
  const findings = steps.map(({ path, title }): Finding => {
    const details = faults.filter((it) => isBelow(it.path, path)).map(({ message }) => message);
    return { path, title, verdict: details.length === 0 ? 'holds' : 'fails', details };
  });
  return { id: scenario.id, path: [], findings };
}

async function proveQuestion(item: Item, at: number, options: EngineOptions): Promise<Proved> {
  const { faults, suspects, level } = await proveItem(item, options);
  const parts = partsOfProof(item);
  const found = parts.map(({ path, title }): Finding => {
    const details = faults.filter((it) => isBelow(it.path, path)).map(({ message }) => message);
    return {
      path: [at, ...path],
      title,
      verdict: details.length === 0 ? 'holds' : 'fails',
      details,
    };
  });
  const others = faults
    .filter((fault) => !parts.some(({ path }) => isBelow(fault.path, path)))
    .map(({ path, message }): Finding => ({
      ...{ path: [at, ...path], title: message, verdict: 'fails', details: [] },
    }));
  const forms = suspects.map((text): Finding => ({
    path: [at],
    title: text,
    verdict: 'suspect',
    details: [],
  }));
  // What stopped the proof leaves open whether the rest would hold.
  const told = others.length === 0 ? found : found.filter(({ verdict }) => verdict === 'fails');
  return { id: item.id, path: [at], findings: [...others, ...told, ...forms], level };
}

function isBelow(path: FieldPath, above: FieldPath): boolean {
  return above.every((part, i) => path[i] === part);
}
