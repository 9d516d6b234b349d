import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { gate } from '../../src/learning/gate';
import { parseScenario } from '../../src/learning/parse-scenario';

const files = readdirSync('scenarios', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.yaml'))
  .map((path) => `scenarios/${path.replaceAll('\\', '/')}`)
  .sort();

describe('every scenario', () => {
  it.each(files)('%s keeps what it promises', { timeout: 60_000 }, async (file) => {
    const scenario = parseScenario(readFileSync(file, 'utf8'), file);
    expect((await gate(scenario)).faults).toEqual([]);
  });

  it('has an id of its own', () => {
    const ids = files.map((file) => parseScenario(readFileSync(file, 'utf8'), file).id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
