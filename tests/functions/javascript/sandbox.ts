import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildJavaScriptSandbox } from '../../../src/server/build-sandbox.mjs';
import { startThread } from '../../../src/server/sandboxes';
import type { StartSandbox } from '../../../src/functions/host';

/** Builds the sandbox of JavaScript, as `npm run serve` does; returns how to start it. */
export async function javaScriptSandbox(): Promise<StartSandbox> {
  const outDir = mkdtempSync(join(tmpdir(), 'javascript-sandbox-'));
  const program = await buildJavaScriptSandbox(outDir);
  return (_, memory) => startThread(program, memory);
}
