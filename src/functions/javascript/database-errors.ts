// What the clients of databases make of a refusal, which comes in the words of a command-line client.

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** node-postgres gives severity, message, detail and hint apart. */
export function postgresError(error: unknown): Error {
  const words = wordsOf(error);
  const [, severity, message] = /^([A-Z]+): {2}(.*)/.exec(words) ?? [];
  if (message === undefined) return new Error(words);
  const detail = /^DETAIL: {2}(.*)/m.exec(words)?.[1];
  const found = Object.assign(new Error(message), { severity, detail });
  found.name = 'error';
  return found;
}

/** mysql2 gives number, state and message apart: ERROR 1045 (28000): Access denied ... */
export function mysqlError(error: unknown): Error {
  const words = wordsOf(error);
  const [, number, sqlState, message] = /^ERROR (\d+) \((\w+)\): ([^]*)/.exec(words) ?? [];
  if (message === undefined) return new Error(words);
  return Object.assign(new Error(message), {
    ...{ errno: Number(number), sqlState, sqlMessage: message },
  });
}
