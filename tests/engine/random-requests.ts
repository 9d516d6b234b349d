import type { ApiOperation, Shape } from '../../src/engine/api/index';

/** A repeatable source of choices (mulberry32). */
export class Choices {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** A number from 0 up to, and without, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  of<T>(values: readonly T[]): T {
    return values[this.below(values.length)]!;
  }
}

const odd = [
  '',
  ' ',
  'x',
  '*',
  '0',
  '-1',
  'null',
  '\u0000',
  '\u{1f511}',
  '__proto__',
  'x'.repeat(3000),
];

/**
 * Makes requests nobody would think of: values of the API model's shapes, at their bounds and past
 * them, mixed with values that earlier answers contained, so that many reach deep into a service.
 */
export class RandomRequests {
  readonly #choices: Choices;
  readonly #texts: string[] = [];
  readonly #textsOf = new Map<string, string[]>();
  readonly #blobs: Uint8Array[] = [];
  readonly #slow: RegExp;

  /** `slow` names enum values that are worth trying rarely: they cost too much time. */
  constructor(seed: number, slow: RegExp) {
    this.#choices = new Choices(seed);
    this.#slow = slow;
  }

  /** An input for the operation. */
  input(operation: ApiOperation): object {
    const { input } = operation;
    return input === undefined ? {} : (this.#value(input, '', 0) as object);
  }

  /** Remembers what an answer contained, for later requests to send back. */
  learn(output: unknown, name = ''): void {
    if (typeof output === 'string') {
      keep(this.#texts, output, this.#choices);
      let texts = this.#textsOf.get(name);
      if (texts === undefined) this.#textsOf.set(name, (texts = []));
      keep(texts, output, this.#choices);
    } else if (output instanceof Uint8Array) keep(this.#blobs, output, this.#choices);
    else if (typeof output === 'object' && output !== null && !(output instanceof Date)) {
      for (const [member, value] of Object.entries(output)) {
        this.learn(value, Array.isArray(output) ? name : member);
      }
    }
  }

  #value(shape: Shape, name: string, depth: number): unknown {
    const choices = this.#choices;
    if (depth > 0 && choices.chance(0.004)) return choices.of([7, 'text', [], {}, true]);
    switch (shape.type) {
      case 'structure': {
        const value: Record<string, unknown> = {};
        for (const [member, { shape: inner }] of Object.entries(shape.members)) {
          const isNeeded = shape.required.includes(member);
          if (!choices.chance(isNeeded ? 0.98 : 0.3) || depth > 4) continue;
          value[member] = this.#value(inner, member, depth + 1);
        }
        return value;
      }
      case 'list': {
        const length = choices.chance(0.05) ? 60 : choices.below(4);
        return Array.from({ length }, () => this.#value(shape.member.shape, name, depth + 1));
      }
      case 'map': {
        const entries = Array.from({ length: choices.below(4) }, () => [
          this.#text(shape.key.shape, name),
          this.#value(shape.value.shape, name, depth + 1),
        ]);
        return Object.fromEntries(entries) as object;
      }
      case 'string':
        return this.#text(shape, name);
      case 'blob':
        return this.#blob(shape.max);
      case 'boolean':
        return choices.chance(0.3);
      case 'timestamp':
        return new Date(choices.of([0, Date.UTC(2026, 11, 1), Date.UTC(2030, 0, 1), 8.64e15]));
      default:
        return this.#number(shape.min, shape.max);
    }
  }

  #text(shape: Shape, name: string): string {
    const choices = this.#choices;
    if (shape.type !== 'string') return choices.of(odd);
    if (shape.enum !== undefined && choices.chance(0.97)) {
      const value = choices.of(shape.enum);
      return this.#slow.test(value) && !choices.chance(0.01) ? shape.enum[0]! : value;
    }
    if (/Policy(Document)?$/.test(name) && choices.chance(0.8)) return choices.of(policies);
    const ofThisName = this.#textsOf.get(name);
    if (ofThisName !== undefined && choices.chance(0.5)) return choices.of(ofThisName);
    if (this.#texts.length > 0 && choices.chance(0.8)) return choices.of(this.#texts);
    if (choices.chance(0.5)) return `alias/${choices.below(30)}`;
    return choices.of(odd);
  }

  #blob(max = 64): Uint8Array {
    const choices = this.#choices;
    if (this.#blobs.length > 0 && choices.chance(0.7)) {
      const known = choices.of(this.#blobs);
      if (known.length === 0 || choices.chance(0.6)) return known;
      const changed = known.slice(
        0,
        choices.chance(0.5) ? known.length : choices.below(known.length),
      );
      if (changed.length > 0) changed[choices.below(changed.length)]! ^= 1 << choices.below(8);
      return changed;
    }
    const length = choices.of([0, 1, 16, 20, 32, 48, 64, max, max + 1]);
    return Uint8Array.from({ length: Math.min(length, 8000) }, () => choices.below(256));
  }

  #number(min = 0, max = 100): number {
    const choices = this.#choices;
    const inside = min + choices.below(Math.min(max - min, 400) + 1);
    return choices.of([min, max, min - 1, max + 1, inside, inside, inside, 0.5, -1]);
  }
}

function keep<T>(pool: T[], value: T, choices: Choices): void {
  if (pool.length < 300) pool.push(value);
  else pool[choices.below(pool.length)] = value;
}

const statement = { Sid: 'a', Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' };
const policies = [
  { Version: '2012-10-17', Statement: [statement] },
  { Version: '2012-10-17', Statement: [{ ...statement, Principal: undefined }] },
  { Version: '2008-10-17', Statement: { ...statement, Principal: { AWS: '123456789012' } } },
  { Version: '2012-10-17', Statement: [{ ...statement, Principal: { AWS: 'nobody' } }] },
  {
    Version: '2012-10-17',
    Statement: [{ ...statement, Action: 'sts:AssumeRole', Resource: undefined }],
  },
  { Statement: [] },
].map((policy) => JSON.stringify(policy));
