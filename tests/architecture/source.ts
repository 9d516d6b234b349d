import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** The project's folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** One thing a file imports: a project path (`src/engine/arn`) or a package (`d3`, `node:fs`). */
export interface Import {
  readonly target: string;
  /** Whether only types are imported, so that nothing of it is left at run time. */
  readonly typeOnly: boolean;
}

/** A source file as the rules see it. */
export interface Source {
  readonly path: string;
  readonly imports: readonly Import[];
  /** Names the file uses but does not declare, dotted where they are members: `Math.random`. */
  readonly globals: ReadonlySet<string>;
}

const globalObjects = new Set(['globalThis', 'self', 'window']);

/** Every script and component below a folder, generated ones left out. */
export function readSources(folder: string): Source[] {
  const paths = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return (
    paths
      // Templates are code that runs in AWS Lambda, whose packages are others.
      .filter((path) => !/^functions.templates.*\.mjs$/.test(path))
      .filter((path) => /\.(ts|mjs|js|svelte)$/.test(path) && !path.includes('.gen.'))
      .map((path) => posix.join(folder, ...path.split(sep)))
      .map((path) => parseSource(path, readFileSync(join(root, path), 'utf8')))
  );
}

/** Reads imports and global names of one file; of a component, those of its script elements. */
export function parseSource(path: string, text: string): Source {
  const code = path.endsWith('.svelte') ? scriptsOf(text) : text;
  const file = ts.createSourceFile(path, code, ts.ScriptTarget.ESNext, true);
  const imports: Import[] = [];
  const uses: Use[] = [];
  const declared = new Set<string>();
  const visit = (node: ts.Node): void => {
    const found = importOf(node);
    if (found) imports.push({ ...found, target: locate(path, found.target) });
    if (isDeclarationName(node)) declared.add(node.text);
    uses.push(...usesOf(node));
    ts.forEachChild(node, visit);
  };
  visit(file);
  const foreign = uses.filter(({ variable }) => !declared.has(variable));
  return { path, imports, globals: new Set(foreign.map(({ name }) => name)) };
}

function scriptsOf(component: string): string {
  const scripts = component.matchAll(/<script[^>]*>(.*?)<\/script>/gs);
  return [...scripts].map(([, script]) => script).join('\n');
}

/** The project path of a relative import, without its extension and Vite's `?query`. */
function locate(importer: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  const plain = specifier.replace(/\?.*$/, '').replace(/\.(ts|mjs|js)$/, '');
  return relative(root, resolve(root, dirname(importer), plain))
    .split(sep)
    .join('/');
}

function importOf(node: ts.Node): Import | undefined {
  if (ts.isImportDeclaration(node)) {
    return entry(
      node.moduleSpecifier,
      node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword,
    );
  }
  if (ts.isExportDeclaration(node)) return entry(node.moduleSpecifier, node.isTypeOnly);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return entry(node.argument.literal, true);
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return entry(node.arguments[0], false);
  }
  // `new URL('./worker.ts', import.meta.url)` makes a bundler include the file.
  if (ts.isNewExpression(node) && node.expression.getText() === 'URL') {
    const [file, base] = node.arguments ?? [];
    const isModule = base?.getText() === 'import.meta.url' && /\.\w+.$/.test(file?.getText() ?? '');
    return isModule ? entry(file, false) : undefined;
  }
  return undefined;
}

function entry(specifier: ts.Node | undefined, typeOnly: boolean): Import | undefined {
  if (!specifier || !ts.isStringLiteralLike(specifier)) return undefined;
  return { target: specifier.text, typeOnly };
}

function isDeclarationName(node: ts.Node): node is ts.Identifier {
  if (!ts.isIdentifier(node)) return false;
  const { parent } = node;
  return (
    (ts.isVariableDeclaration(parent) ||
      ts.isParameter(parent) ||
      ts.isBindingElement(parent) ||
      ts.isFunctionDeclaration(parent) ||
      ts.isImportClause(parent) ||
      ts.isImportSpecifier(parent)) &&
    parent.name === node
  );
}

/** A global name and the variable it hangs on, which a file may have declared itself. */
interface Use {
  readonly variable: string;
  readonly name: string;
}

/** `document.title` uses `document` and `document.title`; `self.document` uses `document`. */
function usesOf(node: ts.Node): Use[] {
  if (!ts.isIdentifier(node) || isMemberName(node)) return [];
  const { parent } = node;
  const uses = [{ variable: node.text, name: node.text }];
  if (ts.isPropertyAccessExpression(parent)) {
    const name = globalObjects.has(node.text) ? parent.name.text : parent.getText();
    uses.push({ variable: node.text, name });
  }
  // Alone of its forms, a date made from nothing reads the clock.
  if (ts.isNewExpression(parent) && node.text === 'Date' && !parent.arguments?.length) {
    uses.push({ variable: 'Date', name: 'new Date()' });
  }
  return uses;
}

/** Whether an identifier only names a member, as in `policy.document` or `{ document: text }`. */
function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  const isMember =
    ts.isPropertyAccessExpression(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isMethodSignature(parent) ||
    ts.isGetAccessor(parent);
  return (
    (isMember && parent.name === node) ||
    (ts.isBindingElement(parent) && parent.propertyName === node)
  );
}
