import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FunctionRuntime } from '../../src/engine/functions';
import { createFunctionRuntime } from '../../src/functions/host';
import { gate } from '../../src/learning/gate';
import { parseScenario } from '../../src/learning/parse-scenario';
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

  it('has an id of its own', () => {
    const ids = files.map((file) => parseScenario(readFileSync(file, 'utf8'), file).id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
