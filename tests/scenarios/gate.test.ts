import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FunctionRuntime } from '../../src/engine/functions';
import { createFunctionRuntime } from '../../src/functions/host';
import { gate } from '../../src/learning/gate';
import { parseScenario } from '../../src/learning/parse-scenario';
import { variantOf } from '../../src/learning/variant';
import { javaScriptSandbox } from '../functions/javascript/sandbox';

const files = readdirSync('scenarios', { recursive: true, encoding: 'utf8' })
  .filter((path) => /^\d.*\.yaml$/.test(path))
  .map((path) => `scenarios/${path.replaceAll('\\', '/')}`)
  .sort();

/** Builds the sandbox when the first scenario has a function run: bundling the SDK takes a while. */
function runtimeOnDemand(): FunctionRuntime {
  let runtime: Promise<FunctionRuntime> | undefined;
  return {
    async invoke(invocation) {
      runtime ??= javaScriptSandbox().then((start) => createFunctionRuntime(start));
      return (await runtime).invoke(invocation);
    },
  };
}

const functions = runtimeOnDemand();

describe('every scenario', () => {
  it.each(files)('%s keeps what it promises', { timeout: 60_000 }, async (file) => {
    const scenario = parseScenario(readFileSync(file, 'utf8'), file);
    expect((await gate(scenario, { functions })).faults).toEqual([]);
  });

  // Half of them with one seed, half with another; wrong solutions fail as they are written.
  it.each(files)(
    '%s keeps it in other accounts and under other names',
    { timeout: 60_000 },
    async (file) => {
      const written = parseScenario(readFileSync(file, 'utf8'), file);
      const { tasks, ...scenario } = variantOf(written, files.indexOf(file) % 2 === 0 ? 58 : 9031);
      const solved = tasks.map(({ routes: _, ...task }) => ({ ...task, wrong: [] }));
      expect((await gate({ ...scenario, tasks: solved }, { functions })).faults).toEqual([]);
    },
  );

  it('has an id of its own', () => {
    const ids = files.map((file) => parseScenario(readFileSync(file, 'utf8'), file).id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
