import type { Entry } from './archive';

/** What `unzip -l` prints of entries. */
export function listing(entries: readonly Entry[]): string {
  const line = '---------                     -------\n';
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  const rows = entries.map(
    ({ size, mtime, name }) =>
      `${String(size).padStart(9)}  ${new Date(mtime).toISOString().slice(0, 16).replace('T', ' ')}   ${name}\n`,
  );
  const files = `${entries.length} file${entries.length === 1 ? '' : 's'}`;
  return [
    '  Length      Date    Time    Name\n',
    '---------  ---------- -----   ----\n',
    ...rows,
    line,
    `${String(total).padStart(9)}                     ${files}\n`,
  ].join('');
}
