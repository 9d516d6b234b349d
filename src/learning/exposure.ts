import type { Engine } from '../engine/engine';
import type { SecretKind } from '../engine/trace';
import { filesTable, home, secretsTable, type SecretRecord } from '../engine/workstation';
import { readSession } from '../shell/session';
import { SecretFinder, type SecretForm, type SecretHit } from './secret-finder';

/** Where a secret exists in the clear now; without holders it exists nowhere any more. */
export interface Exposure {
  readonly secret: { readonly kind: SecretKind; readonly name: string };
  readonly holders: readonly Holder[];
}

/** A place of the learner's machine that holds a secret, or a long piece of one. */
export interface Holder {
  readonly place: 'file' | 'variable' | 'screen';
  /** A path (relative to the home directory where it lies there), a variable's name, `terminal`. */
  readonly name: string;
  readonly form: SecretForm;
}

/**
 * Finds every secret seen so far that still lies in a file, in a variable of the shell or in
 * `screen`, the text the terminal shows: as it is, in Base64, or in hexadecimal. What was encrypted
 * or compressed is not found, and secrets under six bytes are not looked for.
 */
export function exposure(engine: Engine, screen: string): Exposure[] {
  const secrets = distinctSecrets(engine);
  const { finder, known } = searchFor(secrets.map(({ bytes }) => bytes));
  const holders = secrets.map((): Holder[] => []);
  const add = (hits: readonly SecretHit[], place: Holder['place'], name: string) => {
    for (const { secret, form } of hits) holders[secret]!.push({ place, name, form });
  };
  if (secrets.length > 0) {
    for (const [path, { content }] of engine.tables.range(filesTable)) {
      if (content === undefined) continue;
      let hits = known.get(content);
      if (hits === undefined) known.set(content, (hits = finder.find(content)));
      add(hits, 'file', shortPath(path));
    }
    const encoder = new TextEncoder();
    for (const [name, { value, array }] of readSession(engine.tables).variables) {
      add(finder.find(encoder.encode(value ?? array ?? '')), 'variable', name);
    }
    add(finder.find(encoder.encode(screen)), 'screen', 'terminal');
  }
  return secrets.map(({ kind, name }, i) => ({ secret: { kind, name }, holders: holders[i]! }));
}

/** The records of the secrets without repetitions: the first to name some bytes names them. */
function distinctSecrets(engine: Engine): SecretRecord[] {
  const byText = new Map<string, SecretRecord>();
  for (const [, secret] of engine.tables.range(secretsTable)) {
    const text = latin1(secret.bytes);
    if (!byText.has(text)) byText.set(text, secret);
  }
  return [...byText.values()];
}

const texts = new WeakMap<Uint8Array, string>();

function latin1(bytes: Uint8Array): string {
  let text = texts.get(bytes);
  // Despite its label this decoder is windows-1252, which still gives each byte its own character.
  if (text === undefined) texts.set(bytes, (text = new TextDecoder('latin1').decode(bytes)));
  return text;
}

interface Search {
  readonly secrets: readonly Uint8Array[];
  readonly finder: SecretFinder;
  /** What files are already known to hold: a file's bytes are never changed, only replaced. */
  readonly known: WeakMap<Uint8Array, readonly SecretHit[]>;
}

let latest: Search | undefined;

/** The search for these secrets; the last one is kept, since secrets are few and change rarely. */
function searchFor(secrets: readonly Uint8Array[]): Search {
  const { secrets: before = [] } = latest ?? {};
  const same = before.length === secrets.length && before.every((bytes, i) => bytes === secrets[i]);
  if (latest === undefined || !same) {
    latest = { secrets, finder: new SecretFinder(secrets), known: new WeakMap() };
  }
  return latest;
}

/** A path as the learner would type it in the home directory. */
function shortPath(path: string): string {
  return path.startsWith(`${home}/`) ? path.slice(home.length + 1) : path;
}
