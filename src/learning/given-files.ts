import type { Transaction } from '../engine/tables';
import { filesTable, home, secretsTable } from '../engine/workstation';
import type { Scenario, ScenarioFile } from './scenario';

const contents = new WeakMap<ScenarioFile, Uint8Array>();

/** The bytes a file of the scenario has at the start. */
export function givenContent(file: ScenarioFile): Uint8Array {
  let content = contents.get(file);
  if (content === undefined) contents.set(file, (content = contentOf(file)));
  return content;
}

function contentOf({ text, repeatToBytes }: ScenarioFile): Uint8Array {
  const once = new TextEncoder().encode(text);
  if (repeatToBytes === undefined) return once;
  const content = new Uint8Array(repeatToBytes);
  for (let at = 0; at < repeatToBytes; at += once.length) {
    content.set(once.subarray(0, repeatToBytes - at), at);
  }
  return content;
}

/** Puts the scenario's files into the home directory of a new world, and notes its secrets. */
export function placeGivenFiles(scenario: Scenario, tx: Transaction, now: number): void {
  for (const file of scenario.files) {
    const { path, secret } = file;
    const content = givenContent(file);
    tx.put(filesTable, `${home}/${path}`, { type: 'file', mode: 0o644, mtime: now, content });
    if (secret) tx.put(secretsTable, path, { kind: 'plaintext', name: path, bytes: content });
  }
}
