import { matchesWhole, PatternTooComplex } from '../../bounded-pattern/index';
import { putting as errors } from './errors';

/** Throws ValidationException for a value that would be taken for a reference to a parameter. */
export function checkValue(value: string): void {
  if (/\{\{.*\}\}/s.test(value)) throw errors.nested();
}

/**
 * Throws where a value does not match the pattern as a whole, or the pattern is no regular
 * expression. AWS reads it as Java does; what only Java knows is refused here as no expression. So
 * is a pattern that takes too long: what AWS makes of one is not published.
 */
export function checkAllowedPattern(pattern: string, value: string): void {
  if (pattern === '') return;
  let matches: boolean;
  try {
    // RegExp says whether it is an expression, and never matches: nothing could stop it.
    void new RegExp(pattern);
    matches = matchesWhole(pattern, value);
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof PatternTooComplex)) throw error;
    throw errors.invalidPattern();
  }
  if (!matches) throw errors.patternMismatch(pattern);
}
