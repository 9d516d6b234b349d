import type { Component } from 'svelte';
import type { EditedPolicy } from '../../engine/access/index';
import type { Workspace } from '../lab/workspace.svelte';
import type { Field, FormStep } from './form/fields';
import type { Values } from './form/values';
import type { ConsolePlace, ConsoleService } from './place';
import type { PlannedRequest } from './requests';
import type { ConsoleWorld } from './console-world';

/** How a value is tinted; its text says the same. */
export type Tone = 'neutral' | 'ok' | 'bad' | 'warn' | 'secret' | 'cipher';

/** A column of a list. */
export interface Column<Row> {
  readonly title: string;
  /** Its share of the width. */
  readonly share?: number;
  /** False where a narrow list leaves it out. */
  readonly narrow?: boolean;
  text(row: Row, world: ConsoleWorld): string;
  /** What it is sorted by, where that is not its text. */
  sort?(row: Row, world: ConsoleWorld): string | number;
  tone?(row: Row, world: ConsoleWorld): Tone | undefined;
}

/** One thing a detail page says. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly tone?: Tone | undefined;
  /** What it means or where it comes from. */
  readonly note?: string | undefined;
  /** Where its value leads. */
  readonly place?: ConsolePlace | undefined;
  readonly mono?: boolean;
}

/** What somebody may do on a list or with a resource: a form, and the requests it sends. */
export interface Action<Row> {
  readonly id: string;
  readonly title: string;
  /** What the button that sends it says. */
  readonly submit?: string;
  /** Whether it takes something away for good. */
  readonly isDangerous?: boolean;
  /** Under which tab its button stands; beside the title where it is absent. */
  readonly tab?: string;
  /** The pages of its form, given what is filled in so far; none asks for a confirmation alone. */
  steps(values: Values, row: Row, world: ConsoleWorld): readonly FormStep[];
  requests(values: Values, row: Row, world: ConsoleWorld): readonly PlannedRequest[];
  /** Lines of the shell that come before: they make the files that the AWS CLI's line names. */
  before?(values: Values): string | undefined;
  /** Why it cannot be done: the state does not let it, or the real console cannot. */
  closed?(row: Row, world: ConsoleWorld): string | undefined;
  /** The policy that it stores: its last page says who could do what then. */
  edits?(values: Values, row: Row, world: ConsoleWorld): EditedPolicy | undefined;
  /** What the last page shows beside the fields: what dies with a key. */
  readonly beside?: () => Promise<{ readonly default: Component<BesideProps> }>;
  /** Where it leads once it is done; to the resource, or the list, where it does not say. */
  after?(outputs: readonly unknown[], values: Values, row: Row): Partial<ConsolePlace> | undefined;
  /** What of the answers is handed to the browser as a file to save. */
  saves?(outputs: readonly unknown[], row: Row): { name: string; bytes: Uint8Array } | undefined;
  /** What of the answers is shown once: a secret value, a new access key. */
  shows?(outputs: readonly unknown[]): readonly Fact[];
}

/** What a component beside a form gets. */
export interface BesideProps {
  readonly workspace: Workspace;
  readonly world: ConsoleWorld;
  readonly row: object;
  readonly values: Values;
}

/** What a component that is a whole tab gets. */
export interface TabProps {
  readonly workspace: Workspace;
  readonly world: ConsoleWorld;
  readonly row: object;
  readonly onplace: (place: ConsolePlace) => void;
}

/** A tab of a detail page. */
export type Tab<Row> = {
  readonly id: string;
  readonly title: string;
} & (
  | { readonly kind: 'facts'; facts(row: Row, world: ConsoleWorld): readonly Fact[] }
  | { readonly kind: 'table'; readonly table: SubList<Row, object> }
  /** A table that may be long: it is drawn as far as it is seen, and has a search. */
  | { readonly kind: 'list'; readonly one: string; readonly table: SubList<Row, object> }
  | { readonly kind: 'text'; text(row: Row, world: ConsoleWorld): string; readonly empty: string }
  | {
      readonly kind: 'view';
      readonly load: () => Promise<{ readonly default: Component<TabProps> }>;
    }
);

/** A table under a tab. */
export interface SubList<Row, Item> {
  rows(row: Row, world: ConsoleWorld): readonly Item[];
  readonly columns: readonly Column<Item>[];
  idOf(item: Item): string;
  place?(item: Item, row: Row): ConsolePlace | undefined;
  /** Buttons of each item: an action of the resource, with what it fills in. */
  readonly buttons?: readonly {
    readonly label: string;
    readonly action: string;
    values(item: Item): Values;
  }[];
  readonly empty: string;
}

/** A table under a tab, with the type of its items known to the compiler. */
export function subList<Row, Item extends object>(table: SubList<Row, Item>): SubList<Row, object> {
  return table as SubList<Row, object>;
}

/** The resource of that name in a list. */
export function findRow(
  list: ListDefinition<object>,
  id: string,
  world: ConsoleWorld,
): object | undefined {
  if (list.find !== undefined) return list.find(id, world);
  return list.rows(world).find((row) => list.idOf(row) === id);
}

/** How a list is narrowed by what the service's own request can ask for. */
export interface Lookup<Row> {
  fields(values: Values, world: ConsoleWorld): readonly Field[];
  keeps(row: Row, values: Values): boolean;
  request(values: Values): PlannedRequest;
}

/** One list of a console, and what its resources are like from near. */
export interface ListDefinition<Row extends object> {
  readonly id: string;
  readonly title: string;
  /** What one of them is called: `key`. */
  readonly one: string;
  /** What several are called, where that is not the same with an s. */
  readonly many?: string;
  rows(world: ConsoleWorld): readonly Row[];
  /** Of a list that is left out of the menu: from where a resource of it is reached. */
  readonly parent?: (id: string) => { readonly title: string; readonly place: ConsolePlace };
  /** The resource of that name, where looking through all rows would take long. */
  find?(id: string, world: ConsoleWorld): Row | undefined;
  /** How the address names a resource. */
  idOf(row: Row): string;
  readonly columns: readonly Column<Row>[];
  /** What an empty list says: what will be here and what brings it. */
  readonly empty: string;
  /** What the real console says, or cannot do, here. */
  readonly note?: string;
  /** Fields above the list that narrow it, as a request for it would. */
  readonly lookup?: Lookup<Row>;
  readonly actions: readonly Action<undefined>[];
  readonly detail?: Detail<Row>;
}

/** A resource from near. */
export interface Detail<Row> {
  title(row: Row, world: ConsoleWorld): string;
  facts(row: Row, world: ConsoleWorld): readonly Fact[];
  readonly tabs: readonly Tab<Row>[];
  readonly actions: readonly Action<Row>[];
}

/** The console of one service. */
export interface ConsoleDefinition {
  readonly service: ConsoleService;
  readonly title: string;
  readonly lists: readonly ListDefinition<object>[];
}
