import jmespath from 'jmespath';
import { generalError, paramValidation } from '../cli-error';
import type { Value } from '../parameters/value';

/** A compiled `--query`. */
export type Query = (value: Value) => Value;

/** Compiles a JMESPath expression; one that is none fails as `--query` does. */
export function compileQuery(expression: string): Query {
  try {
    checkSyntax(expression);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw paramValidation(`Bad value for --query ${expression}: ${problem}`);
  }
  return (value) => {
    try {
      return jmespath.search(value, expression) as Value;
    } catch (error) {
      throw generalError(error instanceof Error ? error.message : String(error));
    }
  };
}

// The library's own messages name its token types; these three are the ones people meet, in the
// words of the AWS CLI's library.
function checkSyntax(expression: string): void {
  if (expression === '') throw new Error('Invalid JMESPath expression: cannot be empty.');
  const { compile } = jmespath as unknown as { compile(expression: string): unknown };
  try {
    compile(expression);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const unknown = /^Unknown character:(.)/s.exec(message)?.[1];
    if (unknown !== undefined) {
      throw lexerError(`Unknown token ${unknown}`, expression, expression.indexOf(unknown));
    }
    if (message.includes('EOF')) throw incomplete(expression);
    throw new Error(`Invalid jmespath expression: ${message}`, { cause: error });
  }
  if (/\.\s*$/.test(expression)) throw incomplete(expression);
}

function lexerError(problem: string, expression: string, at: number): Error {
  return new Error(`Bad jmespath expression: ${problem}:\n${expression}\n${' '.repeat(at)}^`);
}

function incomplete(expression: string): Error {
  const caret = `${' '.repeat(expression.length + 1)}^`;
  return new Error(
    `Invalid jmespath expression: Incomplete expression:\n"${expression}"\n${caret}`,
  );
}
