import { compilePattern, PatternTooComplex, type Instruction } from './compile';
import { parsePattern } from './parse';

export { PatternTooComplex };

/** Steps that a match may take: some tenths of a second. */
const mostSteps = 1_000_000;

/**
 * Whether a value as a whole matches a pattern that `new RegExp(pattern)` takes. A backtracking
 * matcher may need time that grows exponentially with the value, and cannot be stopped; this one
 * goes to each place of the value at most once for each place of the pattern. Only patterns that
 * refer to their groups cannot be matched so: they may take a number of steps. Throws
 * `PatternTooComplex`.
 */
export function matchesWhole(pattern: string, value: string): boolean {
  const { root, hasReferences } = parsePattern(pattern);
  const match = new Match(compilePattern(root), value, hasReferences);
  return match.run(0, { at: 0, slots: noSlots }, value.length) !== undefined;
}

type Slots = ReadonlyMap<number, number>;

/** Where a match stands. */
interface State {
  readonly at: number;
  readonly slots: Slots;
}

const noSlots: Slots = new Map();

class Match {
  readonly #program: readonly Instruction[];
  readonly #value: string;
  readonly #keepsSlots: boolean;
  #steps = 0;

  constructor(program: readonly Instruction[], value: string, keepsSlots: boolean) {
    this.#program = program;
    this.#value = value;
    this.#keepsSlots = keepsSlots;
  }

  /** Runs from an instruction to its `end`, which must be reached at `endAt` where that is given. */
  run(start: number, from: State, endAt?: number): State | undefined {
    const waiting: (readonly [number, State])[] = [[start, from]];
    // A state that led nowhere leads nowhere the second time, unless slots make it another.
    const seen = this.#keepsSlots ? undefined : new Set<number>();
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      let [pointer, state] = next as [number, State];
      for (;;) {
        this.#steps += 1;
        if (this.#steps > mostSteps) throw new PatternTooComplex();
        const known = pointer * (this.#value.length + 1) + state.at;
        if (seen?.has(known) === true) break;
        seen?.add(known);
        const instruction = this.#program[pointer]!;
        if (instruction.kind === 'end') {
          if (endAt === undefined || state.at === endAt) return state;
          break;
        }
        if (instruction.kind === 'split') {
          waiting.push([instruction.second, state]);
          pointer = instruction.first;
          continue;
        }
        const after = this.#step(instruction, state);
        if (after === undefined) break;
        state = after;
        pointer = following(instruction, pointer);
      }
    }
    return undefined;
  }

  /** The state behind an instruction; undefined where it does not match. */
  #step(instruction: Instruction, state: State): State | undefined {
    const { at, slots } = state;
    switch (instruction.kind) {
      case 'unit':
      case 'place': {
        const { test } = instruction;
        test.lastIndex = at;
        if (!test.test(this.#value)) return undefined;
        return instruction.kind === 'unit' ? { at: at + 1, slots } : state;
      }
      case 'keep':
        return this.#keepsSlots ? { at, slots: new Map(slots).set(instruction.slot, at) } : state;
      case 'progress':
        return this.#keepsSlots && slots.get(instruction.slot) === at ? undefined : state;
      case 'reference':
        return this.#again(instruction.group, state);
      case 'look': {
        const found = this.#look(instruction, state);
        if (instruction.negative) return found === undefined ? state : undefined;
        return found && { at, slots: found.slots };
      }
      default:
        return state;
    }
  }

  // A group that took part in nothing yet matches nowhere: so it is in Java, which AWS uses.
  #again(group: number, { at, slots }: State): State | undefined {
    const [start, end] = [slots.get(group * 2), slots.get(group * 2 + 1)];
    if (start === undefined || end === undefined) return undefined;
    const text = this.#value.slice(start, end);
    return this.#value.startsWith(text, at) ? { at: at + text.length, slots } : undefined;
  }

  #look(
    { start, behind }: Instruction & { readonly kind: 'look' },
    { at, slots }: State,
  ): State | undefined {
    if (!behind) return this.run(start, { at, slots });
    for (let first = at; first >= 0; first -= 1) {
      const found = this.run(start, { at: first, slots }, at);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

function following(instruction: Instruction, pointer: number): number {
  if (instruction.kind === 'jump') return instruction.to;
  return instruction.kind === 'look' ? instruction.next : pointer + 1;
}
