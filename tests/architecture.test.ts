import { describe, expect, it } from 'vitest';
import {
  exceptions,
  forbiddenGlobals,
  forbiddenImports,
  unusedExceptions,
} from './architecture/rules';
import { parseSource, readSources } from './architecture/source';

describe('the source', () => {
  const sources = readSources('src');

  it('imports only along the arrows', () => {
    expect(sources.flatMap(forbiddenImports)).toEqual([]);
  });

  it('takes neither the page nor real time and chance where it must not', () => {
    expect(sources.flatMap((source) => forbiddenGlobals(source))).toEqual([]);
  });

  it('needs every exception it is granted', () => {
    expect(unusedExceptions(sources, exceptions)).toEqual([]);
  });
});

describe('the arrows', () => {
  const imports = (path: string, text: string) => forbiddenImports(parseSource(path, text));

  it.each([
    ['src/engine/x.ts', "import { mount } from 'svelte'", 'svelte'],
    ['src/engine/x.ts', "export { run } from '../shell/run'", 'src/shell/run'],
    ['src/engine/x.ts', "const ui = await import('../ui/App.svelte')", 'src/ui/App.svelte'],
    ['src/ui/App.svelte', "<script>import { send } from '../engine'</script>", 'src/engine'],
    ['src/ui/x.ts', "new Worker(new URL('../shell/run.ts', import.meta.url))", 'src/shell/run'],
    ['src/engine/x.ts', "import { KMS } from '@aws-sdk/client-kms'", '@aws-sdk/client-kms'],
    ['src/engine/services/kms/keys.ts', "import '../../engine'", 'src/engine/engine'],
    ['src/worker/port.ts', "import { send } from '../engine/engine'", 'src/engine/engine'],
  ])('refuse in %s: %s', (path, text, target) => {
    expect(imports(path, text)).toEqual([expect.stringContaining(`${path} → ${target}`)]);
  });

  it.each([
    ['src/engine/x.ts', "import type { EncryptRequest } from '@aws-sdk/client-kms'"],
    ['src/engine/x.ts', "import { p256 } from '@noble/curves/nist'"],
    ['src/ui/x.svelte.ts', "import { parseArn } from '../engine/arn'"],
    ['src/ui/x.ts', "type Key = import('../engine/services/kms/state').Key"],
    ['src/diagrams/sequence/layout.ts', "import type { Step } from '../../engine/trace'"],
    ['src/engine/services/kms/keys.ts', "import { kms } from './index'"],
  ])('allow in %s: %s', (path, text) => {
    expect(imports(path, text)).toEqual([]);
  });

  it('want a rule for every room', () => {
    expect(imports('src/attic/x.ts', '')).toEqual(['src/attic/x.ts is in a room without a rule']);
  });
});

describe('the bans', () => {
  const globals = (path: string, text: string) => forbiddenGlobals(parseSource(path, text), []);

  it.each([
    'Date.now()',
    'new Date()',
    'new Date',
    'Math.random()',
    'setTimeout(() => {}, 1)',
    'self.setInterval(() => {}, 1)',
    'globalThis.localStorage',
    'document.title',
  ])('refuse %s in the engine', (text) => {
    expect(globals('src/engine/x.ts', text)).toHaveLength(1);
  });

  it.each([
    'new Date(now)',
    'Date.UTC(2026, 0)',
    'const { document } = policy; document.Statement',
    'statement.document',
    'const policy = { window: 5 }',
    "'Date.now()'",
  ])('leave %s alone', (text) => {
    expect(globals('src/engine/x.ts', text)).toEqual([]);
  });

  it('refuse element types in a layout and nothing of the kind in its component', () => {
    const text = 'let box: SVGGElement = document.body';
    expect(globals('src/diagrams/sequence/layout.ts', text)).toHaveLength(2);
    expect(globals('src/diagrams/sequence/Sequence.svelte', text)).toEqual([]);
  });

  it('yield to an exception, which must be in use', () => {
    const source = parseSource('src/worker/x.ts', 'setTimeout(stop, 1000)');
    const allowed = [{ in: 'src/worker/x.ts', names: ['setTimeout'], why: 'a real deadline' }];
    expect(forbiddenGlobals(source, allowed)).toEqual([]);
    expect(unusedExceptions([source], allowed)).toEqual([]);
    expect(unusedExceptions([], allowed)).toEqual(allowed);
  });
});
