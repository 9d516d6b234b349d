import type { Member, Shape } from './model';

/** What a value broke; `text` is what AWS says of it. */
export interface Rule {
  readonly kind: 'type' | 'required' | 'enum' | 'pattern' | 'bounds' | 'elements';
  readonly text: string;
}

/** One step into an input, as AWS writes it: `keyId`, `1.member`. */
export interface Step {
  readonly name: string;
  readonly member?: Member;
}

/** The way to a value within an input, from the inside out. */
export interface Path {
  readonly parent: Path | undefined;
  readonly step: Step;
}

/** A value in an input that breaks a rule of its shape. */
export interface Failure {
  readonly at: Path;
  readonly value: unknown;
  readonly shape: Shape;
  readonly rule: Rule;
}

/** A path as AWS writes it: `tags.1.member.tagKey`. */
export function pathText({ parent, step }: Path): string {
  return parent === undefined ? step.name : `${pathText(parent)}.${step.name}`;
}

/** The first step of a path: the member of the operation's input. */
export function firstStep({ parent, step }: Path): Step {
  return parent === undefined ? step : firstStep(parent);
}

/** AWS's spelling of a member in a path: only the first letter changes (`sSESpecification`). */
export function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** The member behind AWS's spelling of it in a path. */
export function upperFirst(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
