import type { PatternNode } from './parse';

/** One step of a compiled pattern; the next one is what follows it, unless it says otherwise. */
export type Instruction =
  | { readonly kind: 'unit' | 'place'; readonly test: RegExp }
  | { readonly kind: 'split'; readonly first: number; readonly second: number }
  | { readonly kind: 'jump'; readonly to: number }
  /** Keeps where it is in a slot. */
  | { readonly kind: 'keep'; readonly slot: number }
  /** Goes on only where something was taken since the slot was kept. */
  | { readonly kind: 'progress'; readonly slot: number }
  | { readonly kind: 'reference'; readonly group: number }
  | {
      readonly kind: 'look';
      readonly start: number;
      readonly behind: boolean;
      readonly negative: boolean;
      readonly next: number;
    }
  | { readonly kind: 'end' };

/** Instructions of one pattern: repetitions with counts are written out. */
const longest = 20_000;

/** A pattern is too long to be compiled, or takes too long to match. */
export class PatternTooComplex extends Error {
  override readonly name = 'PatternTooComplex';
}

/** Compiles a pattern. Throws `PatternTooComplex`. */
export function compilePattern(root: PatternNode): readonly Instruction[] {
  const compiler = new Compiler();
  compiler.add(root);
  compiler.push({ kind: 'end' });
  return compiler.program;
}

class Compiler {
  readonly program: Instruction[] = [];
  #loops = 0;

  push(instruction: Instruction): number {
    if (this.program.length >= longest) throw new PatternTooComplex();
    this.program.push(instruction);
    return this.program.length - 1;
  }

  add(node: PatternNode): void {
    switch (node.kind) {
      case 'unit':
      case 'place':
      case 'reference':
        this.push(node);
        return;
      case 'sequence':
        for (const item of node.items) this.add(item);
        return;
      case 'choice':
        this.#choice(node.items);
        return;
      case 'group':
        this.push({ kind: 'keep', slot: node.number * 2 });
        this.add(node.item);
        this.push({ kind: 'keep', slot: node.number * 2 + 1 });
        return;
      case 'repeat':
        this.#repeat(node.item, node.min, node.max);
        return;
      case 'look':
        this.#look(node);
        return;
    }
  }

  #choice([first, ...others]: readonly PatternNode[]): void {
    if (others.length === 0) {
      this.add(first!);
      return;
    }
    const split = this.push({ kind: 'end' });
    this.add(first!);
    const jump = this.push({ kind: 'end' });
    this.program[split] = { kind: 'split', first: split + 1, second: this.program.length };
    this.#choice(others);
    this.program[jump] = { kind: 'jump', to: this.program.length };
  }

  #repeat(item: PatternNode, min: number, max: number): void {
    for (let count = 0; count < min; count += 1) this.add(item);
    if (max === Infinity) {
      this.#loop(item);
      return;
    }
    const splits: number[] = [];
    for (let count = min; count < max; count += 1) {
      splits.push(this.push({ kind: 'end' }));
      this.add(item);
    }
    for (const split of splits) {
      this.program[split] = { kind: 'split', first: split + 1, second: this.program.length };
    }
  }

  #loop(item: PatternNode): void {
    // Slots of loops are negative, those of groups are not.
    this.#loops += 1;
    const slot = -this.#loops;
    const split = this.push({ kind: 'end' });
    this.push({ kind: 'keep', slot });
    this.add(item);
    this.push({ kind: 'progress', slot });
    this.push({ kind: 'jump', to: split });
    this.program[split] = { kind: 'split', first: split + 1, second: this.program.length };
  }

  #look({ item, behind, negative }: PatternNode & { readonly kind: 'look' }): void {
    const at = this.push({ kind: 'end' });
    this.add(item);
    this.push({ kind: 'end' });
    this.program[at] = { kind: 'look', start: at + 1, behind, negative, next: this.program.length };
  }
}
