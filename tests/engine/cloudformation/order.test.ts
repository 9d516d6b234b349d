import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../src/engine/errors';
import {
  dependenciesOf,
  orderOf,
} from '../../../src/engine/services/cloudformation/template/check-references';
import { checkTemplate } from '../../../src/engine/services/cloudformation/template/template';

/** Templates of up to eight resources that wait for each other at random. */
const templates = fc
  .array(fc.array(fc.nat(7), { maxLength: 3 }), { minLength: 1, maxLength: 8 })
  .map((needs) => {
    const resources = needs.map((others, i) => {
      const DependsOn = others.filter((other) => other < needs.length).map((other) => `R${other}`);
      return [`R${i}`, { Type: 'AWS::KMS::Key', DependsOn }] as const;
    });
    return checkTemplate({ Resources: Object.fromEntries(resources) });
  });

describe('The order of resources', () => {
  it('has each after all that it waits for, or names resources that wait for each other', () => {
    fc.assert(
      fc.property(templates, (template) => {
        let order: readonly string[];
        try {
          order = orderOf(template);
        } catch (error) {
          if (!(error instanceof AwsError)) throw error;
          const [, names = ''] = /\[(.*)\]$/.exec(error.message) ?? [];
          const stuck = names.split(', ');
          for (const name of stuck) {
            expect(dependenciesOf(template, name).some((other) => stuck.includes(other))).toBe(
              true,
            );
          }
          return;
        }
        expect([...order].sort()).toEqual(Object.keys(template.Resources).sort());
        for (const [place, name] of order.entries()) {
          for (const other of dependenciesOf(template, name)) {
            expect(order.indexOf(other)).toBeLessThan(place);
          }
        }
      }),
    );
  });
});
