import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ContentError } from '../../src/learning/content-error';
import { positionSkew } from '../../src/learning/questions/giveaways';
import { faultText, proveItem } from '../../src/learning/questions/gate';
import type { Item } from '../../src/learning/questions/item';
import { parseQuestions } from '../../src/learning/questions/parse-questions';

const files = readdirSync('scenarios/questions')
  .filter((name) => name.endsWith('.yaml'))
  .sort();

function read(name: string): { items: readonly Item[]; broken: string } {
  const file = `scenarios/questions/${name}`;
  try {
    return { items: parseQuestions(readFileSync(file, 'utf8'), file), broken: '' };
  } catch (error) {
    if (error instanceof ContentError) return { items: [], broken: error.message };
    throw error;
  }
}

const bank = files.map((name) => ({ name, ...read(name) }));
const items = bank.flatMap((file) => file.items);

// To prove one file: npx vitest run --project unit tests/scenarios/questions.test.ts -t "kms.yaml"
describe.each(bank)('$name', ({ items: own, broken }) => {
  it('can be read', () => {
    expect(broken).toBe('');
  });

  it.each(own.map((item) => [item.id, item] as const))(
    '%s says what its run says',
    { timeout: 60_000 },
    async (_, item) => {
      const { faults, suspects } = await proveItem(item);
      expect(faults.map((fault) => faultText(item, fault))).toEqual([]);
      // Suspects stop an item that is served; one that is written still may have them.
      if (item.status === 'active') expect(suspects).toEqual([]);
    },
  );
});

describe('the bank', () => {
  it('has no id twice', () => {
    const ids = items.map(({ id }) => id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });

  it('has no stem twice', () => {
    const stems = items.map(({ stem }) => stem.trim().toLowerCase());
    expect(stems.filter((stem, i) => stems.indexOf(stem) !== i)).toEqual([]);
  });

  it('does not put its keys in one position', () => {
    expect(positionSkew(items)).toEqual([]);
  });
});
