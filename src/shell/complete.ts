import type { CompletionContext, ShellCommand } from './command';
import { home } from '../engine/workstation';

/** Candidates for the word before the cursor; each replaces `line.slice(from, cursor)`. */
export interface Completion {
  readonly from: number;
  readonly candidates: readonly string[];
}

/** What there is to choose from. */
export interface CompletionSource extends CompletionContext {
  /** Programs, builtins, functions and aliases. */
  readonly names: readonly string[];
  readonly variables: readonly string[];
  command(name: string): ShellCommand | undefined;
}

/** A word of a line as it is typed, and what it means without its quotes. */
interface Word {
  readonly from: number;
  readonly text: string;
  /** The quote that is still open at the word's end. */
  readonly quote: string;
}

/** Completes a line at `cursor`: commands, variables, files, and what a command itself knows. */
export async function complete(
  line: string,
  cursor: number,
  source: CompletionSource,
): Promise<Completion> {
  const typed = line.slice(0, cursor);
  const [, variable] = /\$\{?(\w*)$/.exec(typed) ?? [];
  if (variable !== undefined) return completeVariable(typed, variable, source);
  const { words, redirected } = commandWords(typed);
  const word = words.at(-1) ?? { from: cursor, text: '', quote: '' };
  const from = word.from;
  const plain = words.map(({ text }) => text);
  const isName = words.length <= 1 && !redirected;
  if (isName && !word.text.includes('/')) {
    const names = matching(source.names, word.text);
    return { from, candidates: names.map((name) => typedAs(name, word.quote, ' ')) };
  }
  const own = redirected ? [] : await ownCandidates(plain, source);
  if (own.length > 0) {
    return {
      from,
      candidates: own.map((candidate) => typedAs(candidate, word.quote, ending(candidate))),
    };
  }
  return {
    from,
    candidates: files(word.text, source).map((path) => typedAs(path, word.quote, ending(path))),
  };
}

// A directory, a URL or an option that still lacks its value is not the end of the word.
const ending = (candidate: string) => (/[/=:]$/.test(candidate) ? '' : ' ');

function completeVariable(
  typed: string,
  start: string,
  { variables }: CompletionSource,
): Completion {
  const braced = typed.at(-start.length - 1) === '{';
  const from = typed.length - start.length - (braced ? 2 : 1);
  const candidates = matching(variables, start).map((name) =>
    braced ? `\${${name}}` : `$${name}`,
  );
  return { from, candidates };
}

async function ownCandidates(words: readonly string[], source: CompletionSource) {
  const command = source.command(words[0] ?? '');
  const candidates = await command?.complete?.(words, words.length - 1, source);
  return [...(candidates ?? [])];
}

function matching(names: readonly string[], start: string): string[] {
  return [...new Set(names)].filter((name) => name.startsWith(start)).sort();
}

function files(word: string, { files: tree }: CompletionSource): string[] {
  const slash = word.lastIndexOf('/') + 1;
  const [directory, start] = [word.slice(0, slash), word.slice(slash)];
  const real = directory.replace(/^~(?=\/)/, home);
  if (!tree.isDirectory(real || '.')) return [];
  return tree
    .list(real || '.')
    .filter((name) => name.startsWith(start) && (start.startsWith('.') || !name.startsWith('.')))
    .map((name) => `${directory}${name}${tree.isDirectory(`${real}${name}`) ? '/' : ''}`);
}

/** A candidate as it must be typed: with the quote that is open, or with backslashes. */
function typedAs(candidate: string, quote: string, end: string): string {
  if (quote !== '') return `${quote}${candidate}${end === '' ? '' : `${quote}${end}`}`;
  return `${candidate.replace(/[\s'"\\$&|;<>()*?[\]{}`!#]/g, '\\$&')}${end}`;
}

/** The words of the command that the end of `line` belongs to; the last is the one being typed. */
function commandWords(line: string): {
  readonly words: readonly Word[];
  readonly redirected: boolean;
} {
  let words: Word[] = [];
  let word: Word | undefined;
  let redirected = false;
  for (let at = 0; at < line.length; at += 1) {
    const char = line.charAt(at);
    const quote: string = word?.quote ?? '';
    if (quote !== '' ? char !== quote || word === undefined : !/[\s|;&()<>`]/.test(char)) {
      word ??= { from: at, text: '', quote: '' };
      if (quote === '' && (char === "'" || char === '"')) word = { ...word, quote: char };
      else if (char === '\\' && quote !== "'")
        word = { ...word, text: word.text + line.charAt(++at) };
      else word = { ...word, text: word.text + char };
      continue;
    }
    if (quote !== '' && word !== undefined) {
      word = { ...word, quote: '' };
      continue;
    }
    // A word ends: an assignment before the command's name, or a redirection's file, is none of it.
    const isAssignment = words.length === 0 && /^\w+=/.test(word?.text ?? '');
    if (word !== undefined && !redirected && !isAssignment) words.push(word);
    if (word !== undefined) redirected = false;
    word = undefined;
    if (char === '<' || char === '>') redirected = true;
    else if (/[|;&()\n`]/.test(char)) [words, redirected] = [[], false];
  }
  return { words: [...words, word ?? { from: line.length, text: '', quote: '' }], redirected };
}
