import { provers } from '../provers';
import type { ItemFault, Prove } from '../prove';
import type { ItemType } from '../item';

/** Proves each question in the world of the case. */
export const proveCase: Prove<'case'> = async (item, bench, context) => {
  const faults: ItemFault[] = [];
  for (const [i, part] of item.parts.entries()) {
    const prove = provers[part.type] as Prove<ItemType>;
    for (const { path, message } of await prove(part, bench, context)) {
      faults.push({ path: ['parts', i, ...path], message });
    }
  }
  return faults;
};
