import type { Scenario } from '../scenario';
import type { Item } from './item';

/** A hash of content: answers name the content they were given to. */
export function versionOf(content: Item | Scenario): string {
  return hashOf(JSON.stringify(content));
}

/** A hash of a text, by which to know it again. It withstands nobody. */
export function hashOf(text: string): string {
  let [high, low] = [0x811c9dc5, 0x1b873593];
  for (const character of text) {
    const code = character.codePointAt(0)!;
    high = Math.imul(high ^ code, 0x01000193);
    low = Math.imul(low ^ code, 0x85ebca6b);
  }
  return [high, low].map((part) => (part >>> 0).toString(16).padStart(8, '0')).join('');
}
