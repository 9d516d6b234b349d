import { expect, it } from 'vitest';
import { scenarioJsonSchema } from '../../src/learning/schema';

it('is committed as JSON Schema for editors', async () => {
  const text = `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../../scenarios/scenario-schema.gen.json');
});

it('describes every field', () => {
  const undescribed: string[] = [];
  const walk = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [name, value] of Object.entries(node)) {
      if (name === 'properties') {
        for (const [field, schema] of Object.entries(value as Record<string, object>)) {
          if (!('description' in schema)) undescribed.push(`${path}.${field}`);
          walk(schema, `${path}.${field}`);
        }
      } else walk(value, path);
    }
  };
  walk(scenarioJsonSchema(), '');
  expect(undescribed).toEqual([]);
});
