import { filesTable, home } from '../../engine/workstation';
import { givenContent } from '../given-files';
import type { FileCheck } from '../scenario';
import type { Finding, Inspection } from './finding';

/** Holds a file of the learner's machine against everything that is demanded of it. */
export function checkFile({ file, is }: FileCheck, inspection: Inspection): Finding {
  const content = contentOf(file, inspection);
  if (content === undefined) return { passed: is.exists === false, actual: `no file ${file}` };
  if (is.exists === false) return { passed: false, actual: `${content.length} bytes` };
  const compared = [
    is.sameAs === undefined || isSame(content, contentOf(is.sameAs, inspection)),
    is.differsFrom === undefined || differs(content, contentOf(is.differsFrom, inspection)),
    is.sameAsGiven === undefined || isSame(content, givenOf(is.sameAsGiven, inspection)),
    content.length >= (is.bytes ?? is.atLeastBytes ?? 0),
    content.length <= (is.bytes ?? is.atMostBytes ?? Infinity),
  ];
  return { passed: compared.every(Boolean), actual: `${content.length} bytes` };
}

function contentOf(path: string, { engine }: Inspection): Uint8Array | undefined {
  return engine.tables.get(filesTable, `${home}/${path}`)?.content;
}

function givenOf(path: string, { scenario }: Inspection): Uint8Array | undefined {
  const file = scenario.files.find((given) => given.path === path);
  return file === undefined ? undefined : givenContent(file);
}

function isSame(a: Uint8Array, b: Uint8Array | undefined): boolean {
  return b !== undefined && a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** A file that is not there does not differ. */
function differs(a: Uint8Array, b: Uint8Array | undefined): boolean {
  return b !== undefined && !isSame(a, b);
}
