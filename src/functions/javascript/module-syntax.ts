// What ES modules say at their top level, as the text of a function: this Worker loads no module by
// itself, because what loads modules can also load from a network. The text keeps its lines, so that
// traces name the right ones.

/** A module as the body of an async function of `exports`, `__load`, `__names` and `__import`. */
export interface Translated {
  readonly code: string;
  readonly isModule: boolean;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const clause = /^import\s*(?:([\s\S]*?)\s*from\s*)?(['"])([^'"\n]+)\2(?:\s*with\s*\{[^}]*\})?\s*;?/;
const reexport = /^export\s*(\*(?:\s*as\s+[\w$]+)?|\{[^}]*\})\s*from\s*(['"])([^'"\n]+)\2\s*;?/;
const list = /^export\s*\{([^}]*)\}\s*;?/;
const declared = /^export\s+(?=(?:async\s+function|function|class|const|let|var)\b)/;
const named = /^(?:async\s+function\s*\*?|function\s*\*?|class)\s+([\w$]+)/;

/** Translates a file; one without import or export statements stays, but for `import()`. */
export function translate(source: string): Translated {
  const edits: Edit[] = [];
  const head: string[] = [];
  let isModule = false;
  for (const { at, word, depth } of keywords(source)) {
    const rest = source.slice(at);
    if (word === 'import') {
      const dynamic = /^import(?:\s|\/\*[\s\S]*?\*\/|\/\/[^\n]*\n)*\(/.exec(rest);
      const meta = /^import\s*\.\s*meta\b/.exec(rest);
      if (dynamic) edits.push({ start: at, end: at + 'import'.length, text: '__import' });
      else if (meta) {
        isModule = true;
        edits.push({ start: at, end: at + meta[0].length, text: '__meta' });
      } else if (depth === 0) {
        const statement = clause.exec(rest);
        if (statement === null) continue;
        isModule = true;
        head.push(importOf(statement[1], statement[3] ?? '', head.length));
        edits.push(blank(at, statement[0]));
      }
      continue;
    }
    if (depth > 0) continue;
    isModule = true;
    edits.push(...exportOf(rest, at, head));
  }
  if (!isModule) return { code: apply(source, edits), isModule };
  return { code: `"use strict";${head.join('')}${apply(source, edits)}`, isModule };
}

function importOf(what: string | undefined, from: string, index: number): string {
  const module = `__m${index}`;
  const specifier = JSON.stringify(from);
  let code = `const ${module} = await __load(${specifier});`;
  if (what === undefined) return code;
  const [, first, rest = ''] = /^([\w$]+)?\s*,?\s*([\s\S]*)$/.exec(what.trim()) ?? [];
  if (first !== undefined)
    code += `const ${first} = __names(${module}, ["default"], ${specifier}).default;`;
  const all = /^\*\s*as\s+([\w$]+)/.exec(rest);
  if (all) code += `const ${all[1]} = ${module};`;
  else if (rest.startsWith('{')) {
    const pairs = pairsOf(rest.slice(1, rest.lastIndexOf('}')));
    const names = JSON.stringify(pairs.map(([name]) => name));
    const parts = pairs.map(([name, local]) => `${JSON.stringify(name)}: ${local}`).join(', ');
    code += `const { ${parts} } = __names(${module}, ${names}, ${specifier});`;
  }
  return code;
}

function exportOf(rest: string, at: number, head: string[]): readonly Edit[] {
  const from = reexport.exec(rest);
  if (from !== null) {
    const [text, what = '', , specifier = ''] = from;
    const module = `__m${head.length}`;
    let code = `const ${module} = await __load(${JSON.stringify(specifier)});`;
    const as = /^\*\s*as\s+([\w$]+)/.exec(what);
    if (as) code += getter(as[1] ?? '', module);
    else if (what.startsWith('*')) code += `__all(exports, ${module});`;
    else {
      for (const [name, local] of pairsOf(what.slice(1, -1))) {
        code += getter(local, `${module}[${JSON.stringify(name)}]`);
      }
    }
    head.push(code);
    return [blank(at, text)];
  }
  const names = list.exec(rest);
  if (names !== null) {
    head.push(
      pairsOf(names[1] ?? '')
        .map(([local, name]) => getter(name, local))
        .join(''),
    );
    return [blank(at, names[0])];
  }
  const byDefault = /^export\s+default\s+/.exec(rest);
  if (byDefault !== null) {
    const name = named.exec(rest.slice(byDefault[0].length))?.[1];
    if (name !== undefined) head.push(getter('default', name));
    const text = name === undefined ? 'exports.default = ' : '';
    return [{ start: at, end: at + byDefault[0].length, text: text + lines(byDefault[0]) }];
  }
  const declaration = declared.exec(rest);
  if (declaration === null) return [];
  const after = rest.slice(declaration[0].length);
  for (const name of declaredNames(after)) head.push(getter(name, name));
  return [blank(at, declaration[0])];
}

/** The names of a declaration; of several variables in one statement, those of the simple form. */
function declaredNames(text: string): readonly string[] {
  const one = named.exec(text)?.[1];
  if (one !== undefined) return [one];
  const pattern = /^(?:const|let|var)\s*\{([^}]*)\}/.exec(text);
  if (pattern) return pairsOf(pattern[1] ?? '', ':').map(([, local]) => local);
  const name = /^(?:const|let|var)\s+([\w$]+)/.exec(text)?.[1];
  return name === undefined ? [] : [name];
}

/** `a, b as c` as pairs of names; of destructuring, `b: c`. */
function pairsOf(text: string, between = 'as'): (readonly [string, string])[] {
  const split = between === 'as' ? /\s+as\s+/ : /\s*:\s*/;
  return text
    .replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', other = name] = part.split(split);
      return [name.replace(/^['"]|['"]$/g, ''), other] as const;
    });
}

const getter = (name: string, value: string) =>
  `Object.defineProperty(exports, ${JSON.stringify(name)}, { enumerable: true, configurable: true, get: () => ${value} });`;

const lines = (text: string) => '\n'.repeat(text.split('\n').length - 1);

const blank = (start: number, text: string): Edit => ({
  start,
  end: start + text.length,
  text: lines(text),
});

function apply(source: string, edits: readonly Edit[]): string {
  let code = '';
  let at = 0;
  for (const { start, end, text } of edits) {
    if (start < at) continue;
    code += source.slice(at, start) + text;
    at = end;
  }
  return code + source.slice(at);
}

interface Keyword {
  readonly at: number;
  readonly word: 'import' | 'export';
  /** How many brackets are open there. */
  readonly depth: number;
}

// A slash begins a regular expression where no value can have come before it.
const beforeExpression =
  /(?:[=(,;:!&|?{}[+\-*%~^<>]|\b(?:return|typeof|case|in|of|do|else|void|delete|throw|new|await|yield|instanceof))$/;

/** Where `import` and `export` stand as words of the language: not in texts, patterns or comments. */
function keywords(source: string): readonly Keyword[] {
  const found: Keyword[] = [];
  const templates: number[] = [];
  let depth = 0;
  let at = 0;
  let last = '';
  const skipTemplate = () => {
    while (at < source.length) {
      if (source[at] === '\\') at += 2;
      else if (source[at] === '`') {
        at += 1;
        return;
      } else if (source.startsWith('${', at)) {
        templates.push(depth);
        at += 2;
        depth += 1;
        return;
      } else at += 1;
    }
  };
  while (at < source.length) {
    const rest = source.slice(at, at + 2);
    const one = rest[0] ?? '';
    if (rest === '//') at = endOf(source, '\n', at);
    else if (rest === '/*') at = endOf(source, '*/', at + 2) + 2;
    else if (one === '"' || one === "'") {
      at += 1;
      while (at < source.length && source[at] !== one) at += source[at] === '\\' ? 2 : 1;
      at += 1;
      last = one;
    } else if (one === '`') {
      at += 1;
      skipTemplate();
      last = '`';
    } else if (one === '/' && (last === '' || beforeExpression.test(last))) {
      at = endOfPattern(source, at + 1);
      last = '/x';
    } else if (/[\w$]/.test(one)) {
      const word = /^[\w$]+/.exec(source.slice(at, at + 200))?.[0] ?? one;
      if ((word === 'import' || word === 'export') && last !== '.') found.push({ at, word, depth });
      at += word.length;
      last = word;
    } else {
      if ('([{'.includes(one)) depth += 1;
      if (')]}'.includes(one)) depth -= 1;
      at += 1;
      if (one === '}' && templates.at(-1) === depth) {
        templates.pop();
        skipTemplate();
        last = '`';
      } else if (/\S/.test(one)) last = one;
    }
  }
  return found;
}

function endOf(source: string, mark: string, from: number): number {
  const end = source.indexOf(mark, from);
  return end < 0 ? source.length : end;
}

function endOfPattern(source: string, from: number): number {
  let at = from;
  let inClass = false;
  for (; at < source.length && source[at] !== '\n'; at += 1) {
    const one = source[at];
    if (one === '\\') at += 1;
    else if (one === '[') inClass = true;
    else if (one === ']') inClass = false;
    else if (one === '/' && !inClass) return at + 1;
  }
  return at;
}
