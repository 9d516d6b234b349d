import { expandPath } from '../../aws/parameters/param-file';
import { fromUtf8 } from '../../bytes';
import { FileError, type CommandContext } from '../../command';
import { ParseError } from './errors';

/**
 * The words of a command line, each `@file` replaced by the words of that file: line by line, with
 * quotes and escapes as in a shell, `~` and variables expanded, and comments after `#`.
 */
export function expandWords(
  words: readonly string[],
  { files, env }: Pick<CommandContext, 'files' | 'env'>,
): readonly string[] {
  return words.flatMap((word) => {
    if (!word.startsWith('@')) return [word];
    const path = word.slice(1);
    let text: string;
    try {
      text = fromUtf8(files.read(path));
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      const number = { ENOENT: 2, EACCES: 13, EISDIR: 21 }[error.code as 'ENOENT'] ?? 5;
      throw new ParseError(`[Errno ${number}] ${error.text}: '${path}'`);
    }
    const lines = text.split('\n').flatMap(splitLine);
    return expandWords(
      lines.map((each) => expandPath(each, env)),
      { files, env },
    );
  });
}

/** A line's words, as a POSIX shell splits them. */
function splitLine(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at);
    if (character === "'" || character === '"') {
      word ??= '';
      for (at += 1; at < line.length && line.charAt(at) !== character; at += 1) {
        if (line.charAt(at) === '\\') at += 1;
        word += line.charAt(at);
      }
    } else if (character === '\\') {
      at += 1;
      word = (word ?? '') + line.charAt(at);
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (character === '#') break;
    else word = (word ?? '') + character;
  }
  return word === undefined ? words : [...words, word];
}
