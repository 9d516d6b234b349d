import type { Source } from './source';

/**
 * What the files of a room may import. A pattern is a path or package; it covers what lies below
 * it, and its `*` stands for any part of one name. A file obeys the first rule that covers it.
 */
export interface Arrow {
  readonly from: string;
  readonly to: readonly string[];
  /** Allowed only with `import type`. */
  readonly types?: readonly string[];
  /** Refused although `to` would allow it. */
  readonly never?: readonly string[];
}

const engineLibraries = ['xstate', '@noble/*', 'sorted-btree', 'yaml', 'fflate'];

/** Engine modules that are functions of their arguments, so that the page may call them. */
const pureEngine = [
  ...['errors', 'arn', 'iam', 'trace', 'api', 'base64', 'random'],
  ...['prices', 'services/meters', 'services/month-bills', 'blast-radius', 'services/sealing'],
  // State machines are definitions, to be drawn as they are.
  ...['services/*/machines', 'services/*/limits', 'quotas', 'services/kms/request-quotas'],
  ...[
    'services/kms/ciphertext-blob',
    'services/kms/key-policy-documents',
    'services/s3/chunks',
    'services/cloudtrail/attributes',
    'services/iam/aws-managed-policies',
    'trail/event',
    'encryption-sdk/layout',
  ],
].map((name) => `src/engine/${name}`);

/** Of the shell, what writes lines of the AWS CLI: functions of the API models. */
const commandLines = ['command-line', 'names', 'arguments'].map((name) => `src/shell/aws/${name}`);

/** The rooms and the arrows between them: who may import whom. */
export const arrows: readonly Arrow[] = [
  {
    from: 'src/engine/services',
    to: ['src/engine', ...engineLibraries],
    types: ['@aws-sdk/*'],
    // Services see the engine through operation.ts; the other way round would be a circle.
    never: ['src/engine/engine', 'src/engine/index'],
  },
  { from: 'src/engine', to: ['src/engine', ...engineLibraries], types: ['@aws-sdk/*'] },
  { from: 'src/network', to: ['src/network', 'src/wire', 'src/engine', '@noble/*'] },
  { from: 'src/wire', to: ['src/wire', 'src/engine', '@noble/hashes', '@rgrove/parse-xml'] },
  {
    from: 'src/functions',
    to: [
      ...['src/functions', 'src/engine', 'src/wire'],
      ...['@aws-sdk/*', '@smithy/*', 'pyodide', 'sucrase'],
    ],
  },
  {
    from: 'src/clients',
    to: [
      ...['src/clients', 'src/wire', 'src/engine'],
      ...['@aws-sdk/*', '@aws-crypto/*', '@smithy/*', 'buffer'],
    ],
  },
  {
    from: 'src/load',
    to: [
      'src/load',
      'src/engine/machines',
      ...['quotas', 'random', 'prices/kms'].map((name) => `src/engine/${name}`),
      'xstate',
    ],
  },
  {
    from: 'src/shell',
    to: [
      'src/shell',
      'src/engine',
      'src/network',
      'src/clients',
      'src/functions/templates',
      'just-bash',
      'jmespath',
      'yaml',
      'fflate',
    ],
  },
  {
    from: 'src/learning',
    to: [
      'src/learning',
      'src/shell',
      'src/engine',
      'scenarios',
      'zod',
      'yaml',
      'jmespath',
      'xstate',
      'ts-fsrs',
      'micromark',
      'micromark-extension-gfm-table',
    ],
  },
  {
    from: 'src/authoring',
    to: [
      ...['src/authoring', 'src/learning', 'src/engine', 'src/shell', 'scenarios'],
      ...['src/functions', 'zod', 'yaml', 'fflate', 'gift-pegjs'],
    ],
  },
  {
    from: 'src/diagrams/*/layout*',
    to: ['src/diagrams', 'd3', '@dagrejs/dagre'],
    types: ['src/engine', 'src/learning/exposure', 'src/load'],
  },
  {
    from: 'src/diagrams',
    // A diagram's buttons and chips are those of every page.
    to: ['src/diagrams', 'src/ui/components', ...pureEngine, 'svelte', 'd3'],
    types: ['src/engine', 'src/learning/exposure', 'src/load', 'xstate'],
  },
  {
    from: 'src/storage',
    to: ['src/storage', 'src/engine/base64', 'src/engine/large-bytes', 'idb'],
    types: ['src/engine'],
  },
  // The page's half of the Worker's room: loaded at once, and the engine not with it.
  ...['port*', 'lab-client.ts', 'world-mirror.ts'].map((name) => ({
    from: `src/worker/${name}`,
    to: ['src/worker', ...pureEngine, 'src/engine/saved-world'],
    types: ['src/engine', 'src/shell', 'src/learning'],
  })),
  {
    from: 'src/worker',
    to: [
      ...['src/worker', 'src/engine', 'src/shell', 'src/wire', 'src/clients', 'src/learning'],
      ...['src/functions', 'src/network'],
    ],
  },
  {
    from: 'src/server',
    to: [
      ...['src/server', 'src/wire', 'src/engine', 'src/functions', 'src/storage/export-file'],
      ...['src/network/certificates', 'node:*', 'vite'],
    ],
  },
  {
    from: 'src/ui',
    to: [
      'src/ui',
      'src/worker/port*',
      'src/worker/lab-client',
      'src/learning',
      'src/authoring',
      'src/diagrams',
      'src/functions/templates',
      'src/storage',
      'fflate',
      'src/load',
      ...pureEngine,
      ...commandLines,
      'svelte',
      'd3',
      '@codemirror/*',
    ],
    types: ['src/engine', 'xstate'],
  },
  { from: 'src/main.ts', to: ['src/ui', 'svelte'] },
];

/** Globals that the files of a room must not use, and why. */
export interface Ban {
  readonly in: string;
  readonly names: readonly string[];
  readonly why: string;
}

const pageNames = ['document', 'window', 'localStorage', 'sessionStorage'];
const chanceNames = ['Date.now', 'new Date()', 'Math.random', 'setTimeout', 'setInterval'];

/** Every ban holds for every file it covers. */
export const bans: readonly Ban[] = [
  ...['src/engine', 'src/network', 'src/shell', 'src/worker', 'src/learning'].flatMap((room) => [
    { in: room, names: pageNames, why: 'this room runs in a Worker and in Node' },
    { in: room, names: chanceNames, why: "time and chance are the world's, from its state" },
  ]),
  {
    in: 'src/diagrams/*/layout*',
    names: [...pageNames, ...chanceNames, 'HTML*Element', 'SVG*Element'],
    why: 'a layout is a function of the trace and draws nothing',
  },
];

/** A global that one place may use in spite of a ban, and why. */
export interface Exception {
  readonly in: string;
  readonly names: readonly string[];
  readonly why: string;
}

/** Few, each with its reason; one that nothing needs any more is an error. */
export const exceptions: readonly Exception[] = [
  {
    in: 'src/worker/lab-client.ts',
    names: ['setTimeout'],
    why: 'the page stops a stuck Worker after a time the user really waits',
  },
];

/** Every import of a file that no arrow allows, as `file → import` with the reason. */
export function forbiddenImports({ path, imports }: Source): string[] {
  const arrow = arrows.find(({ from }) => covers(from, path));
  if (!arrow) return [`${path} is in a room without a rule`];
  return imports.flatMap(({ target, typeOnly }) => {
    const anyOf = (patterns: readonly string[] = []) => patterns.some((p) => covers(p, target));
    if (anyOf(arrow.never)) return [`${path} → ${target} (${arrow.from} must never)`];
    if (anyOf(arrow.to) || (typeOnly && anyOf(arrow.types))) return [];
    const hint = anyOf(arrow.types) ? ' (allowed with import type only)' : '';
    return [`${path} → ${target}${hint}`];
  });
}

/** Every global a file uses that a ban covers and no exception allows. */
export function forbiddenGlobals(source: Source, allowed = exceptions): string[] {
  return banned(source)
    .filter(({ name }) => !allowed.some((exception) => allows(exception, source.path, name)))
    .map(({ name, why }) => `${source.path} uses ${name}: ${why}`);
}

/** Exceptions that no file makes use of. */
export function unusedExceptions(sources: readonly Source[], allowed = exceptions): Exception[] {
  return allowed.filter(
    (exception) =>
      !sources.some((source) =>
        banned(source).some(({ name }) => allows(exception, source.path, name)),
      ),
  );
}

function banned({ path, globals }: Source): { name: string; why: string }[] {
  return bans
    .filter((ban) => covers(ban.in, path))
    .flatMap(({ names, why }) =>
      [...globals]
        .filter((name) => names.some((pattern) => covers(pattern, name)))
        .map((name) => ({ name, why })),
    );
}

function allows(exception: Exception, path: string, name: string): boolean {
  return covers(exception.in, path) && exception.names.includes(name);
}

function covers(pattern: string, path: string): boolean {
  const escaped = pattern.replace(/[.()]/g, '\\$&').replaceAll('*', '[^/]*');
  return new RegExp(`^${escaped}(/.*)?$`).test(path);
}
