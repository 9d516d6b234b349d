import { absolutePath, parentOf } from '../../paths';
import type { Item } from './items';
import { isS3Uri, splitS3Path } from './paths';

/** Tells whether a file takes part in a transfer. */
export type Filter = (item: Pick<Item, 'source'>) => boolean;

/**
 * The filter of `--exclude` and `--include` options, given as name, pattern, name, pattern ... Of
 * the patterns that match a file the last one decides; a file that none matches takes part. They
 * are read below the source, and below the destination too, for what `--delete` finds there.
 */
export function filterOf(
  words: readonly string[],
  source: string,
  destination: string,
  isTree: boolean,
  cwd: string,
): Filter {
  const roots = [rootOf(source, isTree, cwd), rootOf(destination, isTree, cwd)];
  const rules = words.flatMap((word, at) => {
    if (at % 2 === 1) return [];
    const pattern = words[at + 1] ?? '';
    const takes = word === '--include';
    return roots.map((root) => ({ takes, matches: globPattern(joined(root, pattern)) }));
  });
  return ({ source: path }) => rules.findLast(({ matches }) => matches.test(path))?.takes ?? true;
}

function rootOf(typed: string, isTree: boolean, cwd: string): string {
  if (!isS3Uri(typed)) {
    const path = absolutePath(typed, cwd);
    return isTree || typed.endsWith('/') ? path : parentOf(path);
  }
  const { bucket, key } = splitS3Path(typed);
  const isPrefix = isTree || key.endsWith('/');
  return `${bucket}/${isPrefix ? key : key.slice(0, Math.max(0, key.lastIndexOf('/')))}`;
}

function joined(root: string, pattern: string): string {
  if (pattern.startsWith('/')) return pattern;
  return root.endsWith('/') ? root + pattern : `${root}/${pattern}`;
}

/** A pattern as Python's fnmatch reads it: `*` and `?` match slashes too, `[!a-z]` is a set. */
export function globPattern(pattern: string): RegExp {
  let source = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern.charAt(at);
    const close = char === '[' ? endOfSet(pattern, at) : -1;
    if (char === '*') source += '.*';
    else if (char === '?') source += '.';
    else if (close > 0) {
      const inside = pattern.slice(at + 1, close);
      const negated = inside.startsWith('!');
      const set = (negated ? inside.slice(1) : inside).replace(/[\\\]^[]/g, '\\$&');
      source += `[${negated ? '^' : ''}${set}]`;
      at = close;
    } else source += char.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  }
  return new RegExp(`^${source}$`, 's');
}

// A bracket right after the opening one, or after its `!`, is a member of the set.
function endOfSet(pattern: string, open: number): number {
  const first = pattern.charAt(open + 1) === '!' ? open + 2 : open + 1;
  return pattern.indexOf(']', first + 1);
}
