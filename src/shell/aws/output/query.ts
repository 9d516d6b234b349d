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
      throw generalError(inCliWords(error instanceof Error ? error.message : String(error)));
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

/** What a function was given wrongly, in the words of the AWS CLI's library where they are known. */
function inCliWords(message: string): string {
  const arity = /^ArgumentError: (\w+)\(\) takes (at least)? ?(\d+) arguments? but received (\d+)$/;
  const [, name, least, count, given] = arity.exec(message) ?? [];
  if (name !== undefined) {
    const wanted = `${least === undefined ? '' : 'at least '}${count} argument${count === '1' ? '' : 's'}`;
    return `Expected ${wanted} for function ${name}(), received ${given}`;
  }
  const ofNull =
    /^TypeError: (\w+)\(\) expected argument \d+ to be type (\S+) but received type null instead\.$/;
  const [, taker, types = ''] = ofNull.exec(message) ?? [];
  if (taker === undefined) return message;
  const expected = types
    .split(',')
    .map((type) => `'${type.replace(/^Array<(.*)>$/, 'array-$1')}'`)
    .join(', ');
  return `In function ${taker}(), invalid type for value: None, expected one of: [${expected}], received: "null"`;
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
