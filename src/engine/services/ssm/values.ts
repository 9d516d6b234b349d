import { putting as errors } from './errors';

/** Throws ValidationException for a value that would be taken for a reference to a parameter. */
export function checkValue(value: string): void {
  if (/\{\{.*\}\}/s.test(value)) throw errors.nested();
}

/**
 * Throws where a value does not match the pattern as a whole, or the pattern is no regular
 * expression. AWS reads it as Java does; what only Java knows is refused here as no expression.
 */
export function checkAllowedPattern(pattern: string, value: string): void {
  if (pattern === '') return;
  let expression: RegExp;
  try {
    expression = new RegExp(`^(?:${pattern})$`);
  } catch {
    throw errors.invalidPattern();
  }
  if (!expression.test(value)) throw errors.patternMismatch(pattern);
}
