import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import data from '../../../scenarios/blueprints.json';
import { blueprintsSchema } from '../../../src/learning/exam/blueprint-schema';
import {
  blueprints,
  coveredDomains,
  skillsIn,
  successorOf,
  versionOn,
  weightHere,
} from '../../../src/learning/exam/blueprints';
import { apportion, formExam, formOf, lengths, missingIn } from '../../../src/learning/exam/form';
import type { ItemSummary } from '../../../src/learning/questions/item';

const today = '2026-11-27';

const item = (id: string, skills: readonly string[], more: Partial<ItemSummary> = {}) =>
  ({
    ...{ id, type: 'choice', title: id, sections: [4], skills: [...skills], difficulty: 1 },
    ...{ status: 'active', facts: [], misconceptions: [], level: 'P3', version: `v-${id}` },
    ...more,
  }) satisfies ItemSummary;

/** A bank with enough of everything that the family covers, and things that do not belong. */
function bankOf(family: string, each: number): ItemSummary[] {
  const { table } = versionOn(
    blueprints.find((it) => it.family === family)!,
    today,
  );
  const own = coveredDomains(family, table).flatMap((domain) =>
    skillsIn(family, domain).flatMap(({ id }) =>
      [...Array(each).keys()].map((n) => item(`${id}-${n}`, ['XXX-1', id])),
    ),
  );
  return [
    ...own,
    ...own.slice(0, 9).map(({ id, skills }) => item(`${id}-do`, skills, { type: 'do' })),
    ...own.slice(0, 9).map(({ id, skills }) => item(`${id}-wip`, skills, { status: 'wip' })),
    item('elsewhere', ['XXX-1']),
  ];
}

describe('the blueprints', () => {
  it('fit their schema', () => {
    expect(blueprintsSchema.parse(data)).toEqual(data);
  });

  it('reject a table that does not add up', () => {
    const broken = structuredClone(data);
    broken[0]!.versions[0]!.table!.domains[0]!.percent = 31;
    expect(blueprintsSchema.safeParse(broken).success).toBe(false);
  });

  it('name a successor without a table, which forms no exam before it has one', () => {
    const [dva] = blueprints;
    expect(successorOf(dva!)?.code).toBe('DVA-C03');
    expect(versionOn(dva!, '2027-02-01').code).toBe('DVA-C02');
    const { table } = dva!.versions[0]!;
    const filled = { ...dva!, versions: [dva!.versions[0]!, { ...dva!.versions[1]!, table }] };
    expect(versionOn(filled, '2026-12-01').code).toBe('DVA-C02');
    expect(versionOn(filled, '2026-12-02').code).toBe('DVA-C03');
  });
});

describe('the weight of a domain here', () => {
  it('is its share of the exam by the tasks of which something can be executed', () => {
    const { table } = versionOn(
      blueprints.find(({ family }) => family === 'DVA')!,
      today,
    );
    const [, security, deployment] = table.domains;
    // All three tasks of Security; of Deployment only 3.1, of four.
    expect(weightHere('DVA', security!)).toBe(26);
    expect(weightHere('DVA', deployment!)).toBe(24 / 4);
  });
});

describe('the shares of domains', () => {
  it('add up, and are each within one of what is exact', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 0, max: 200 }),
        (weights, total) => {
          const sum = weights.reduce((a, b) => a + b, 0);
          const shares = apportion(weights, total);
          expect(shares.reduce((a, b) => a + b, 0)).toBe(total);
          shares.forEach((share, i) => {
            expect(Math.abs(share - (weights[i]! * total) / sum)).toBeLessThan(1);
          });
        },
      ),
    );
  });
});

describe.each(blueprints.map((blueprint) => [blueprint.family, blueprint] as const))(
  'an exam of %s',
  (family, blueprint) => {
    const version = versionOn(blueprint, today);
    const domains = coveredDomains(family, version.table);
    const bank = bankOf(family, 24);

    it('fits the blueprint exactly, a thousand times, and asks nothing twice', () => {
      const weights = domains.map((domain) => weightHere(family, domain));
      const unfit = [...Array(1000).keys()].filter((seed) => {
        const length = lengths[seed % lengths.length]!;
        const form = formExam(version, bank, { family, length, types: 'exam', seed });
        const counts = domains.map(
          ({ number }) => form.items.filter((it) => it.domain === number).length,
        );
        return (
          counts.join() !== apportion(weights, length).join() ||
          new Set(form.items.map(({ id }) => id)).size !== length ||
          missingIn(form) !== 0
        );
      });
      expect(unfit).toEqual([]);
    });

    it('is the same for the same seed, and another for another', () => {
      const form = (seed: number) =>
        formExam(version, bank, { family, length: 30, types: 'exam', seed });
      expect(form(7)).toEqual(form(7));
      expect(form(7).items).not.toEqual(form(8).items);
    });

    it('serves neither what is unfinished nor what needs a lab', () => {
      const { items } = formExam(version, bank, { family, length: 65, types: 'all', seed: 1 });
      expect(items.filter(({ id }) => /do$|wip$|elsewhere/.test(id))).toEqual([]);
    });

    it('is smaller where the bank has too few, and says how many are missing', () => {
      fc.assert(
        fc.property(fc.subarray(bank.slice(0, 200)), fc.nat(), (some, seed) => {
          const form = formExam(version, some, { family, length: 65, types: 'exam', seed });
          expect(form.items.length + missingIn(form)).toBe(65);
          for (const { domain, wanted, taken } of form.slots) {
            const there = formExam(version, some, {
              ...{ family, length: 100_000, types: 'exam', seed },
            }).slots.find((slot) => slot.domain === domain)!.taken;
            expect(taken).toBe(Math.min(wanted, there));
          }
        }),
        { numRuns: 20 },
      );
    });
  },
);

describe('an exam of what was missed', () => {
  it('has these questions, and its share of the time', () => {
    const version = versionOn(blueprints[0]!, today);
    const plan = { family: 'DVA', length: 20, types: 'exam', seed: 3 } as const;
    const form = formExam(version, bankOf('DVA', 20), plan);
    const ids = form.items.slice(0, 5).map(({ id }) => id);
    const again = formOf(form, ids, 9);
    expect(new Set(again.items.map(({ id }) => id))).toEqual(new Set(ids));
    expect(again.minutes).toBe(form.minutes / 4);
  });
});
