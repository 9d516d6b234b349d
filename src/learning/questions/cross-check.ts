import { unique, queryFault, type CrossFault } from '../cross-check';
import { facts } from '../facts';
import { misconceptions } from '../misconceptions';
import { skills } from '../skills';
import type { FieldPath } from '../yaml-source';
import type { Option, Outcome } from './base';
import { evaluate } from './compute/expression';
import type { Item, ItemOf } from './item';

/** What a schema cannot see of an item: names that must exist, and members that must fit. */
export function crossCheckItem(item: Item): CrossFault[] {
  const taken = { path: ['id'], message: 'gen- is for generated items' };
  return [
    ...(item.id.startsWith('gen-') ? [taken] : []),
    ...missing('skill', 'skills.json', item.skills, skills, ['skills']),
    ...missing('fact', 'facts.yaml', item.facts, facts, ['facts']),
    ...missing(...misconceptionsFile, item.misconceptions, misconceptions, ['misconceptions']),
    ...unique(item.files.map(({ path }, i) => [path, ['files', i, 'path']])),
    ...ofType(item),
  ];
}

const misconceptionsFile = ['misconception', 'misconceptions.json'] as const;

function missing(
  kind: string,
  file: string,
  ids: readonly (string | undefined)[],
  known: ReadonlyMap<string, unknown>,
  path: FieldPath,
): CrossFault[] {
  return ids.flatMap((id, i) =>
    id === undefined || known.has(id)
      ? []
      : [{ path: [...path, i], message: `there is no ${kind} ${id} in scenarios/${file}` }],
  );
}

/** The misconceptions that the members of a list name. */
function named(
  list: readonly { readonly misconception?: string }[],
  path: FieldPath,
): CrossFault[] {
  return list.flatMap(({ misconception }, i) =>
    missing(...misconceptionsFile, [misconception], misconceptions, path).map((fault) => ({
      ...fault,
      path: [...path, i, 'misconception'],
    })),
  );
}

type Parts = Exclude<Item, { type: 'case' }> | ItemOf<'case'>['parts'][number];

function ofType(item: Item | Parts): CrossFault[] {
  switch (item.type) {
    case 'case':
      return [
        ...unique(item.parts.map(({ id }, i) => [id, ['parts', i, 'id']])),
        ...item.parts.flatMap((part, i) =>
          ofType(part).map(({ path, message }) => ({ path: ['parts', i, ...path], message })),
        ),
      ];
    case 'choice':
      return [...optionFaults(item.options, 1, 1), ...claimFaults(item)];
    case 'response':
      return [...optionFaults(item.options, 2, item.options.length - 2), ...claimFaults(item)];
    case 'predict':
      return [
        ...optionFaults(item.options, 1, 1),
        ...(item.query === undefined ? [] : queryFault(item.query, ['query'])),
        ...item.options.flatMap(({ equals, claim }, i) =>
          (equals === undefined) === (claim === undefined)
            ? [{ path: ['options', i], message: 'expected either `equals` or `claim`' }]
            : [],
        ),
      ];
    case 'ordering':
      return orderingFaults(item);
    case 'matching':
      return matchingFaults(item);
    case 'compute':
      return computeFaults(item);
    case 'read':
      return named(item.pick.notes, ['pick', 'notes']);
    case 'fix':
    case 'do':
      return namedChecks(item);
  }
}

function optionFaults(
  options: readonly (Option | Outcome)[],
  least: number,
  most: number,
): CrossFault[] {
  const right = options.filter(({ correct }) => correct).length;
  const expected = least === most ? 'exactly one' : `${least} to ${most}`;
  const count = { path: ['options'], message: `expected ${expected} correct, found ${right}` };
  return [
    ...(right < least || right > most ? [count] : []),
    ...unique(options.map(({ id }, i) => [id, ['options', i, 'id']])),
    ...unique(options.map(({ text }, i) => [text, ['options', i, 'text']])),
    ...named(options, ['options']),
  ];
}

function claimFaults({ goal, options }: Pick<ItemOf<'choice'>, 'goal' | 'options'>): CrossFault[] {
  return options.flatMap((option, i): CrossFault[] => {
    const path = ['options', i];
    if (goal !== undefined && option.claim !== undefined) {
      return [{ path: [...path, 'claim'], message: 'is not for an item with a goal' }];
    }
    if (goal === undefined && option.do.length > 0 && option.claim === undefined) {
      return [{ path: [...path, 'do'], message: 'proves nothing without a claim or a goal' }];
    }
    const { claim } = option;
    if (claim === undefined || !('run' in claim) || claim.query === undefined) return [];
    return queryFault(claim.query, [...path, 'claim', 'query']);
  });
}

function orderingFaults({
  steps,
  choose,
  accept,
}: Pick<ItemOf<'ordering'>, 'steps' | 'choose' | 'accept'>): CrossFault[] {
  const ids = new Set(steps.map(({ id }) => id));
  return [
    ...unique(steps.map(({ id }, i) => [id, ['steps', i, 'id']])),
    ...unique(accept.map((sequence, i) => [sequence.join(', '), ['accept', i]])),
    ...named(steps, ['steps']),
    ...accept.flatMap((sequence, i): CrossFault[] => {
      const unknown = sequence.findIndex((id) => !ids.has(id));
      if (unknown !== -1) {
        const message = `there is no step ${sequence[unknown]}`;
        return [{ path: ['accept', i, unknown], message }];
      }
      if (sequence.length === choose && new Set(sequence).size === choose) return [];
      return [{ path: ['accept', i], message: `expected ${choose} different steps` }];
    }),
    ...(choose > steps.length
      ? [{ path: ['choose'], message: `there are only ${steps.length} steps` }]
      : []),
  ];
}

function matchingFaults({
  prompts,
  responses,
  reuse,
}: Pick<ItemOf<'matching'>, 'prompts' | 'responses' | 'reuse'>): CrossFault[] {
  const ids = new Set(responses.map(({ id }) => id));
  return [
    ...unique(prompts.map(({ id }, i) => [id, ['prompts', i, 'id']])),
    ...unique(responses.map(({ id }, i) => [id, ['responses', i, 'id']])),
    ...unique(responses.map(({ text }, i) => [text, ['responses', i, 'text']])),
    ...(reuse ? [] : unique(prompts.map(({ answer }, i) => [answer, ['prompts', i, 'answer']]))),
    ...prompts.flatMap(({ answer, query }, i): CrossFault[] => [
      ...(ids.has(answer)
        ? []
        : [{ path: ['prompts', i, 'answer'], message: `there is no response ${answer}` }]),
      ...(query === undefined ? [] : queryFault(query, ['prompts', i, 'query'])),
    ]),
  ];
}

function computeFaults({
  derive,
  given,
  mistakes,
}: Pick<ItemOf<'compute'>, 'derive' | 'given' | 'mistakes'>): CrossFault[] {
  const ofGiven = Object.entries(given).flatMap(([name, { value, fact }]): CrossFault[] => {
    if (fact === undefined) return [];
    const path = ['given', name, 'fact'];
    const text = facts.get(fact)?.text;
    if (text === undefined) {
      return [{ path, message: `there is no fact ${fact} in scenarios/facts.yaml` }];
    }
    return figuresIn(text).includes(value)
      ? []
      : [{ path, message: `the fact has no figure ${value}: ${text}` }];
  });
  if ('expression' in derive) {
    const values = Object.fromEntries(Object.entries(given).map(([name, it]) => [name, it.value]));
    try {
      evaluate(derive.expression, values);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return [...ofGiven, { path: ['derive', 'expression'], message }];
    }
  } else if (derive.query !== undefined) {
    return [...ofGiven, ...queryFault(derive.query, ['derive', 'query'])];
  }
  return [...ofGiven, ...named(mistakes, ['mistakes'])];
}

/** Numbers that a text has in digits: 20,000 and $0.03. */
function figuresIn(text: string): number[] {
  return [...text.matchAll(/\d[\d,]*(\.\d+)?/g)].map(([figure]) =>
    Number(figure.replaceAll(',', '')),
  );
}

function namedChecks(item: ItemOf<'fix'> | ItemOf<'do'>): CrossFault[] {
  const [member, checks] =
    item.type === 'fix' ? (['matrix', item.matrix] as const) : (['checks', item.checks] as const);
  const names = new Set(checks.flatMap(({ id, label }) => [id, label]));
  return [
    ...unique(checks.map(({ label }, i) => [label, [member, i, 'label']])),
    ...item.wrong.flatMap(({ fails }, i): CrossFault[] =>
      names.has(fails)
        ? []
        : [{ path: ['wrong', i, 'fails'], message: `there is no check called ${fails}` }],
    ),
  ];
}
