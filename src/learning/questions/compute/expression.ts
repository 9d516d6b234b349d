/** A text that is no arithmetic; the message says where. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
}

const functions: Readonly<Record<string, (...values: number[]) => number>> = {
  ceil: Math.ceil,
  floor: Math.floor,
  min: Math.min,
  max: Math.max,
};

/**
 * The value of an arithmetic text over named figures: `ceil(objects / 10000) * price`. Throws
 * `ExpressionError` for anything but numbers, names, `+ - * / ( ) ,` and ceil, floor, min, max.
 */
export function evaluate(expression: string, figures: Readonly<Record<string, number>>): number {
  const tokens = expression.match(/\d+(?:\.\d+)?|[A-Za-z]\w*|[-+*/(),]|\S/g) ?? [];
  let at = 0;
  const next = () => tokens[at];
  const take = (token: string) => {
    if (next() !== token)
      throw new ExpressionError(`expected ${token} before ${next() ?? 'the end'}`);
    at += 1;
  };

  const sum = (): number => {
    let value = product();
    while (next() === '+' || next() === '-') {
      value = tokens[at++] === '+' ? value + product() : value - product();
    }
    return value;
  };
  const product = (): number => {
    let value = factor();
    while (next() === '*' || next() === '/') {
      value = tokens[at++] === '*' ? value * factor() : value / factor();
    }
    return value;
  };
  const factor = (): number => {
    const token = tokens[at++] ?? '';
    if (token === '-') return -factor();
    if (token === '(') {
      const value = sum();
      take(')');
      return value;
    }
    if (/^\d/.test(token)) return Number(token);
    if (Object.hasOwn(functions, token)) return functions[token]!(...list());
    if (Object.hasOwn(figures, token)) return figures[token]!;
    throw new ExpressionError(`there is no figure called ${token === '' ? 'nothing' : token}`);
  };
  const list = (): number[] => {
    take('(');
    const values = [sum()];
    while (next() === ',') {
      at += 1;
      values.push(sum());
    }
    take(')');
    return values;
  };

  const value = sum();
  if (at < tokens.length)
    throw new ExpressionError(`there is too much: ${tokens.slice(at).join(' ')}`);
  if (!Number.isFinite(value)) throw new ExpressionError('has no finite value');
  return value;
}
