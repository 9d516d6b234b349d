import { anyCharacter, anyRun, literalCodes, segmentCharacter, segmentRun } from './wildcard';

const colon = 58;
/** Colons before the resource part of an ARN; wildcards after them match anything. */
const segments = 5;

/**
 * Turns the codes of a text into those of a `Resource` element. Wildcards stay within their
 * segment of the ARN, but a `*` that ends a segment may run on past the colon, and missing
 * segments count as `*`.
 * Source: IAM User Guide, "JSON policy elements: Resource" and "Grammar of the JSON policy language".
 */
export function resourceCodes(codes: readonly number[]): number[] {
  if (codes.length === 1 && codes[0] === anyRun) return [anyRun];
  const colons = codes.filter((code) => code === colon).length;
  const missing = startsAsArn(codes) ? Math.max(0, segments - colons) : 0;
  const complete = [...codes, ...Array.from({ length: missing }, () => [colon, anyRun]).flat()];
  return withinSegments(complete, (next) => next === colon || next === undefined);
}

/**
 * Turns the codes of a text into those of an ARN condition: each of the six segments is compared
 * on its own. Source: IAM User Guide, "Condition operators", ARN condition operators.
 */
export function arnConditionCodes(codes: readonly number[]): number[] {
  if (codes.length === 1 && codes[0] === anyRun) return [anyRun];
  return withinSegments(codes, () => false);
}

/**
 * Where the resource part of an ARN begins, which alone may hold policy variables; at the end of
 * a text that has none. Source: IAM User Guide, "Variables and tags", Resource element.
 */
export function resourcePart(text: string): number {
  let start = 0;
  for (let i = 0; i < segments; i += 1) {
    start = text.indexOf(':', start) + 1;
    if (start === 0) return text.length;
  }
  return start;
}

function startsAsArn(codes: readonly number[]): boolean {
  return literalCodes('arn:').every((code, i) => codes[i] === code);
}

function withinSegments(
  codes: readonly number[],
  runsOn: (next: number | undefined) => boolean,
): number[] {
  let colons = 0;
  return codes.map((code, i) => {
    if (code === colon) colons += 1;
    if (colons >= segments) return code;
    if (code === anyCharacter) return segmentCharacter;
    if (code === anyRun && !runsOn(codes[i + 1])) return segmentRun;
    return code;
  });
}
