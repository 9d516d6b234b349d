import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Paths in backticks; a `<name>` in one stands for any name. */
function projectPaths(markdown: string): string[] {
  const prose = markdown.replace(/^```.*?^```/gms, '');
  const quoted = [...prose.matchAll(/`([^`\s]+)`/g)].map(([, text]) => text ?? '');
  return quoted.filter(
    (text) => /^(src|tests|scenarios|public|\.ci)(\/|$)/.test(text) || isRootFile(text),
  );
}

function isRootFile(text: string): boolean {
  return /^[\w.-]+\.(json|js|ts|md|html)$/.test(text) || /^(LICENSE|NOTICE)$/.test(text);
}

function scriptNames(markdown: string): string[] {
  return [...markdown.matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g)].map(
    ([, named, known]) => named ?? known ?? '',
  );
}

function exists(folder: string, [first, ...rest]: string[]): boolean {
  if (first === undefined) return true;
  const escaped = first.replace(/[.+()]/g, '\\$&').replace(/<[^>]+>/g, '.+');
  const name = new RegExp(`^${escaped}$`);
  return readdirSync(folder).some((entry) => {
    const path = join(folder, entry);
    if (!name.test(entry)) return false;
    return rest.length === 0 || (statSync(path).isDirectory() && exists(path, rest));
  });
}

const isThere = (path: string) => exists(root, path.split('/').filter(Boolean));

describe('README', () => {
  it('names only paths that exist', () => {
    const paths = projectPaths(readme);
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter((path) => !isThere(path))).toEqual([]);
  });

  it('names only scripts that package.json has', () => {
    const names = scriptNames(readme);
    expect(names).toEqual(expect.arrayContaining(['start', 'test']));
    expect(names.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('would be caught with a path or script that is not there', () => {
    expect(projectPaths('see `src/attic/<name>.ts`, `aws kms` and `LICENSE`')).toEqual([
      'src/attic/<name>.ts',
      'LICENSE',
    ]);
    expect(isThere('src/attic/<name>.ts')).toBe(false);
    expect(isThere('tests/<name>.test.ts')).toBe(true);
    expect(scriptNames('`npm run attic`')).toEqual(['attic']);
  });
});
