import type { Component } from 'svelte';
import type { Workspace } from './workspace.svelte';

/** What a view looks at: what the last commands did, the world as it is, or what AWS keeps records of. */
export type ViewGroup = 'flow' | 'world' | 'records';

/** A view of the lab, below the terminal. Its component is loaded when it is first looked at. */
export interface View {
  /** Names it in the address: `?view=lineage`. */
  readonly id: string;
  readonly title: string;
  readonly group: ViewGroup;
  readonly load: () => Promise<{ readonly default: Component<{ workspace: Workspace }> }>;
}

/** All views in the order of their tabs. */
export const views: readonly View[] = [
  {
    id: 'sequence',
    title: 'Sequence',
    group: 'flow',
    load: () => import('./SequencePane.svelte'),
  },
  { id: 'http', title: 'HTTP', group: 'flow', load: () => import('./requests/HttpPane.svelte') },
  { id: 'bytes', title: 'Bytes', group: 'flow', load: () => import('./BytesPane.svelte') },
  {
    id: 'decision',
    title: 'Decision',
    group: 'flow',
    load: () => import('./decision/DecisionPane.svelte'),
  },
  {
    id: 'topology',
    title: 'Topology',
    group: 'flow',
    load: () => import('./TopologyPane.svelte'),
  },
  {
    id: 'state',
    title: 'State',
    group: 'world',
    load: () => import('./inspector/StatePane.svelte'),
  },
  {
    id: 'charts',
    title: 'State charts',
    group: 'world',
    load: () => import('./ChartsPane.svelte'),
  },
  {
    id: 'timeline',
    title: 'Timeline',
    group: 'world',
    load: () => import('./TimelinePane.svelte'),
  },
  {
    id: 'lineage',
    title: 'Lineage',
    group: 'world',
    load: () => import('./LineagePane.svelte'),
  },
  {
    id: 'parameters',
    title: 'Parameters',
    group: 'world',
    load: () => import('./TreePane.svelte'),
  },
  { id: 'trail', title: 'Trail', group: 'records', load: () => import('./trail/TrailPane.svelte') },
  { id: 'logs', title: 'Logs', group: 'records', load: () => import('./logs/LogsPane.svelte') },
  { id: 'quotas', title: 'Quotas', group: 'records', load: () => import('./QuotaPane.svelte') },
  { id: 'bill', title: 'Bill', group: 'records', load: () => import('./BillPane.svelte') },
];

/** The views that show one request each in their way, and what the request is called there. */
export const formsOfRequest: readonly { readonly view: string; readonly title: string }[] = [
  { view: 'sequence', title: 'Sequence' },
  { view: 'http', title: 'HTTP' },
  { view: 'trail', title: 'Trail event' },
  { view: 'decision', title: 'Decision' },
  { view: 'bytes', title: 'Bytes' },
];

/** The groups in the order in which they are shown. */
export const viewGroups: readonly { readonly id: ViewGroup; readonly title: string }[] = [
  { id: 'flow', title: 'Commands' },
  { id: 'world', title: 'World' },
  { id: 'records', title: 'Records' },
];

/** The view of this id, or the first one where there is none. */
export function viewOf(id: string | undefined): View {
  return views.find((view) => view.id === id) ?? views[0]!;
}
