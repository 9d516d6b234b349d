/** A file from elsewhere that is refused; the message says why, in the reader's words. */
export class PackError extends Error {
  override readonly name = 'PackError';
  /** Everything that is wrong with it, one fault each. */
  readonly faults: readonly string[];

  constructor(faults: string | readonly string[]) {
    const all = [faults].flat();
    super(all.join('\n'));
    this.faults = all;
  }
}

/** The data of a file from elsewhere: JSON without traps. Throws `PackError`. */
export function dataOf(source: string, kind: 'pack' | 'attempt'): unknown {
  if (isDeep(source)) throw new PackError(`The ${kind} is nested too deeply.`);
  try {
    return JSON.parse(source, (name, value: unknown) => {
      if (['__proto__', 'constructor', 'prototype'].includes(name)) {
        throw new PackError(`The ${kind} has a member named ${name}, which is not allowed.`);
      }
      return value;
    });
  } catch (error) {
    if (error instanceof PackError) throw error;
    throw new PackError(`This is no ${kind} of Envelope Lab, or it is damaged: it is not JSON.`);
  }
}

/** Goes through the text once: whoever wrote it may have meant to stall a reader. */
function isDeep(source: string): boolean {
  let open = 0;
  let quoted = false;
  for (let at = 0; at < source.length; at += 1) {
    const character = source[at];
    if (character === '"') quoted = !quoted;
    else if (quoted) at += character === '\\' ? 1 : 0;
    else if (character === '[' || character === '{') open += 1;
    else if (character === ']' || character === '}') open -= 1;
    if (open > 20) return true;
  }
  return false;
}

/** Marks that change the direction of text, or take no place: what is read is then not what is there. */
export const hidden = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;
