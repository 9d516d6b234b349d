import type { CryptoStep } from '../../engine/trace';
import { secretsTable } from '../../engine/workstation';
import type { CommandContext } from '../command';
import { absolutePath } from '../paths';

/** The largest plaintext whose traces are looked for later, in bytes. */
const secretLimit = 1024 * 1024;

type LocalStep = Pick<
  CryptoStep,
  'action' | 'algorithm' | 'detail' | 'bytesIn' | 'bytesOut' | 'exposes'
>;

/** Tells the trace of a cryptographic operation on the learner's own machine. */
export function noteCrypto({ engine }: Pick<CommandContext, 'engine'>, step: LocalStep): void {
  engine.note({ kind: 'crypto', actor: { type: 'client', name: 'Workstation' }, ...step });
}

/** Remembers a file's content as a secret, because somebody encrypts it. Not an endless one. */
export function rememberSecret(
  { engine, cwd }: Pick<CommandContext, 'engine' | 'cwd'>,
  path: string,
  bytes: Uint8Array,
): void {
  if (bytes.length === 0 || bytes.length > secretLimit) return;
  const key = `plaintext/${absolutePath(path, cwd)}`;
  engine.write((tx) => tx.put(secretsTable, key, { kind: 'plaintext', name: path, bytes }));
}

/** `report.bin -> report.enc`: where bytes came from and went. */
export function route(from: string | undefined, to: string | undefined): string {
  return `${from ?? 'stdin'} \u2192 ${to ?? 'stdout'}`;
}
