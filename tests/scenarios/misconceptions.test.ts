import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { misconceptions } from '../../src/learning/misconceptions';
import { demonstrate } from '../../src/learning/questions/demonstrate';

describe('the register of misconceptions', () => {
  it('has a belief, a refutation and a demonstration for each, and no id twice', () => {
    const text = z.string().min(20);
    const lines = z.array(z.string().min(1));
    const misconception = z.strictObject({
      id: z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/),
      belief: text,
      refutation: text,
      region: z.string().exactOptional(),
      setup: lines.exactOptional(),
      run: lines.min(1),
      shows: z.string().min(1),
    });
    const all = [...misconceptions.values()];
    expect(() => z.array(misconception).parse(all)).not.toThrow();
  });

  it.each([...misconceptions.values()].map((it) => [it.id, it] as const))(
    '%s is refuted by its demonstration',
    async (_, misconception) => {
      const { screen, refused } = await demonstrate(misconception);
      expect(refused).toBeUndefined();
      expect(screen).toContain(misconception.shows);
    },
  );
});
