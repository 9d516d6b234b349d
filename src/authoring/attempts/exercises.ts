import type { Item } from '../../learning/questions/item';
import { versionOf } from '../../learning/questions/version';
import type { Scenario } from '../../learning/scenario';
import type { OpenedPack } from '../pack';
import { canonical, digestOf } from './digest';

/** Something of a pack that is worked on and graded by itself. */
export type Exercise =
  | { readonly id: string; readonly title: string; readonly scenario: Scenario }
  | { readonly id: string; readonly title: string; readonly item: Item };

/** The exercises of a pack, in the order of its assignment. */
export function exercisesOf({ contents, pack }: OpenedPack): Exercise[] {
  const all = contents.flatMap((content): Exercise[] => {
    if (content.kind === 'questions') {
      return content.items.map((item) => ({ id: item.id, title: item.title, item }));
    }
    const { scenario } = content;
    return [{ id: scenario.id, title: scenario.title, scenario }];
  });
  const order = pack.assignment?.order ?? [];
  const place = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
  return all.toSorted((a, b) => place(a.id) - place(b.id));
}

/** A hash of an exercise's content as this app reads it. */
export function contentVersion(exercise: Exercise): string {
  return versionOf('item' in exercise ? exercise.item : exercise.scenario);
}

/** What names a pack: the same for its file and its link, and another one after any change. */
export function packDigest({ pack }: OpenedPack): Promise<string> {
  return digestOf(canonical(pack));
}

/** The seed of a student's work: for everybody the pack's, or one that goes with the name. */
export async function seedOf(opened: OpenedPack, student: string): Promise<number> {
  const own = opened.pack.assignment?.seeds === 'per-student' ? plainName(student) : '';
  const digest = await digestOf(await packDigest(opened), own);
  return Number.parseInt(digest.slice(0, 8), 16);
}

/** A name without what people type differently each time: case, and spaces. */
export function plainName(name: string): string {
  return name.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
}

/**
 * An exercise's world by a student's seed: what the content leaves to chance, such as the IDs of keys,
 * is the student's own and the same each time. `began` is real time in ms.
 */
export function worldOf(exercise: Exercise, seed: number, began: number): Exercise {
  if ('item' in exercise) {
    const { item } = exercise;
    // Other types show what their world has come to, and their authors may have written it down.
    if (item.type !== 'do') return exercise;
    return { ...exercise, item: { ...item, world: { seed, ...item.world } } };
  }
  const { scenario } = exercise;
  const now = new Date(began).toISOString();
  return { ...exercise, scenario: { ...scenario, world: { seed, now, ...scenario.world } } };
}
