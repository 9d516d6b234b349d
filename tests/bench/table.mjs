/** @typedef {import('./bench').Result} Result */

/**
 * Prints results as a table, one line each.
 * @param {Result[]} results
 */
export function printTable(results) {
  const rows = [['name', 'where', 'measured', 'bound', 'ok'], ...results.map(row)];
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((cells) => cells[i]?.length ?? 0)));
  const lines = rows.map((cells) =>
    cells
      .map((cell, i) => cell.padEnd(widths?.[i] ?? 0))
      .join(' | ')
      .trimEnd(),
  );
  console.log(`\n${lines.join('\n')}`);
}

/** @param {Result} result */
function row({ name, where, measured, bound, error, unavailable }) {
  const limit = 'max' in bound ? `at most ${figure(bound.max)}` : `at least ${figure(bound.min)}`;
  const cells = [name, where, measured === null ? '-' : `${figure(measured)} ${bound.unit}`];
  const otherwise = unavailable === undefined ? `broke: ${error}` : `skipped: ${unavailable}`;
  return [...cells, `${limit} ${bound.unit}`, verdict(measured, bound) ?? otherwise];
}

/**
 * @param {number | null} measured
 * @param {Result['bound']} bound
 */
function verdict(measured, bound) {
  if (measured === null) return undefined;
  return ('max' in bound ? measured <= bound.max : measured >= bound.min) ? 'yes' : 'no';
}

/** @param {number} value */
function figure(value) {
  return value.toLocaleString('en-US', { maximumFractionDigits: value < 100 ? 2 : 0 });
}
