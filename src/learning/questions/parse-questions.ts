import { ContentError, type ContentFault } from '../content-error';
import { withFigures } from '../figures';
import { schemaFaults } from '../schema-faults';
import { YamlSource, type FieldPath } from '../yaml-source';
import { crossCheckItem } from './cross-check';
import type { Item, ItemType } from './item';
import { itemSchemas } from './registry';

/**
 * Reads a file of items. `file` is the path that faults name. Throws `ContentError` with every fault
 * of every item at once.
 */
export function parseQuestions(text: string, file: string): Item[] {
  const source = new YamlSource(text, file);
  if (source.faults.length > 0) throw new ContentError(source.faults);
  const { data, faults: ofFigures } = withFigures(source);
  if (!Array.isArray(data)) {
    throw new ContentError([
      source.fault([], 'expected a list of items, each beginning with "- id:"'),
    ]);
  }
  const faults: ContentFault[] = [...ofFigures];
  const items = data.flatMap((value: unknown, i) => {
    const read = readItem(value, [i], source);
    faults.push(...read.faults);
    return read.item === undefined ? [] : [read.item];
  });
  const ids = data.map((value: unknown) => (isFields(value) ? value['id'] : undefined));
  for (const [i, id] of ids.entries()) {
    if (id !== undefined && ids.indexOf(id) < i) {
      faults.push(source.fault([i, 'id'], `there already is one called ${String(id)}`));
    }
  }
  if (faults.length > 0) throw new ContentError(faults);
  return items;
}

/** Reads one item that is data already; `source` says where its fields stand. */
function readItem(
  value: unknown,
  path: FieldPath,
  source: YamlSource,
): { item?: Item; faults: readonly ContentFault[] } {
  if (!isFields(value)) return { faults: [source.fault(path, 'expected the fields of an item')] };
  const type = value['type'];
  if (typeof type !== 'string' || !Object.hasOwn(itemSchemas, type)) {
    const message = `expected one of: ${Object.keys(itemSchemas).join(', ')}`;
    return { faults: [source.fault([...path, 'type'], message)] };
  }
  const parsed = itemSchemas[type as ItemType].safeParse(value, { reportInput: true });
  if (!parsed.success) return { faults: schemaFaults(parsed.error.issues, source, path) };
  const item: Item = parsed.data;
  const faults = crossCheckItem(item).map(({ path: at, message }) =>
    source.fault([...path, ...at], message),
  );
  return { item, faults };
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
