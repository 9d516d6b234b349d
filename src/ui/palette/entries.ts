import { concepts } from '../../learning/concepts';
import { sections } from '../../learning/sections';
import { catalogue } from '../learn/catalogue';
import { views } from '../lab/views';
import type { Workspace } from '../lab/workspace.svelte';
import { addressOfTerm, glossary } from '../reference/glossary';
import type { Router } from '../router.svelte';
import { mainPages } from '../shell/pages';
import operations from './operations.gen.json';
import type { Entry } from './search';
import { worldEntries } from './world-entries';

/** What is there whatever world is open: pages, scenarios, terms, concepts. */
function fixedEntries(): Entry[] {
  return [
    ...mainPages.map(({ title, address, purpose }) => ({
      ...{ title, kind: 'Page', more: purpose, go: address },
    })),
    {
      title: 'Load lab',
      kind: 'Page',
      more: 'Retries and throttling, simulated',
      go: '#/lab/load',
    },
    ...catalogue.map(({ id, title, summary }) => ({
      ...{ title, kind: 'Scenario', more: summary, go: `#/learn/${id}` },
    })),
    ...sections.map((title, i) => ({
      ...{ title, kind: 'Reference', more: `section ${i + 1}`, go: `#/reference/${i + 1}` },
    })),
    ...glossary.map((term) => ({
      ...{ title: term.term, kind: 'Term', more: term.definition, go: addressOfTerm(term) },
    })),
    ...concepts.map(({ id, title, summary }) => ({
      ...{ title, kind: 'Concept', more: summary, go: `#/learn?concept=${id}` },
    })),
  ];
}

/** The API operations of the model; choosing one puts its command into the prompt. */
function operationEntries(router: Router, workspace: Workspace | undefined): Entry[] {
  return Object.entries(operations).flatMap(([command, names]) =>
    Object.entries(names).map(([title, name]) => {
      const line = `aws ${command} ${name} `;
      const go =
        workspace === undefined
          ? `#/lab?${new URLSearchParams({ put: line }).toString()}`
          : () => {
              router.show({ console: undefined });
              workspace.prompt.put(line);
            };
      return { title, kind: 'Operation', more: line.trim(), go };
    }),
  );
}

/** Everything that the palette finds. */
export function allEntries(router: Router, workspace: Workspace | undefined): readonly Entry[] {
  const ofWorld =
    workspace === undefined
      ? []
      : [
          ...views.map(({ id, title }) => ({
            ...{ title, kind: 'View', more: 'of this world', go: () => router.show({ view: id }) },
          })),
          {
            ...{ title: 'What if', kind: 'World', more: 'A copy of this world, to try things on' },
            go: () => router.show({ 'what-if': '' }),
          },
          ...worldEntries(workspace.lab.tables, (place) => router.show({ console: place })),
        ];
  return [...fixedEntries(), ...ofWorld, ...operationEntries(router, workspace)];
}
