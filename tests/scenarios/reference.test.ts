import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createFunctionRuntime } from '../../src/functions/host';
import { parseReference } from '../../src/learning/reference';
import { worldOfReference } from '../../src/learning/reference-world';
import { openScenario, timeOfALine } from '../../src/learning/runner';
import { sections } from '../../src/learning/sections';
import { views } from '../../src/ui/lab/views';
import { javaScriptSandbox } from '../functions/javascript/sandbox';

const file = 'scenarios/reference.yaml';
const entries = parseReference(readFileSync(file, 'utf8'), file);

describe('the reference', () => {
  it('has an entry for every section, and shows it in a view that there is', () => {
    expect(entries.map(({ section }) => section)).toEqual(sections.map((_, i) => i + 1));
    const known = views.map(({ id }) => id);
    expect(entries.filter(({ view }) => !known.includes(view)).map(({ view }) => view)).toEqual([]);
  });

  it.each(entries)(
    '$section $title: its lines do what it says',
    { timeout: 60_000 },
    async (entry) => {
      const isFunction = entry.run.some(({ line }) => line.includes('aws lambda'));
      const functions = isFunction ? createFunctionRuntime(await javaScriptSandbox()) : undefined;
      const { engine, shell } = await openScenario(worldOfReference(entry), {
        ...{ now: Date.UTC(2026, 10, 2), functions },
      });
      const wrong: string[] = [];
      for (const { line, fails } of entry.run) {
        await engine.advanceTo(engine.now + timeOfALine);
        const { exitCode, stderr, stdout } = await shell.run(line);
        const code = /An error occurred \(([\w.]+)\)/.exec(stderr)?.[1];
        if (code !== fails || (fails === undefined && exitCode !== 0)) {
          wrong.push(`${line}\n→ ${exitCode} ${stderr.trim()} ${stdout.trim().slice(0, 200)}`);
        }
      }
      expect(wrong).toEqual([]);
    },
  );
});
