import type { Access, AccessTable } from '../../engine/access/index';

/** What somebody may do, in a word or two. */
export const accessWords: Readonly<Record<Access, string>> = {
  allowed: 'allowed',
  conditional: 'with conditions',
  denied: 'denied',
};

/**
 * The end of an ARN, which tells it from its neighbours: `role/App`, `key/1234abcd`. A multi-Region key
 * has the same end in each Region.
 */
export function shortName(name: string): string {
  const [, , , region, account, ...rest] = name.split(':');
  const resource = rest.join(':');
  if (resource === '') return name;
  if (resource === 'root') return `root of ${account}`;
  const key = /^(key\/)(mrk-)?([0-9a-f]{8})/.exec(resource);
  if (key === null) return resource;
  return `${key.slice(1).join('')}${key[2] === undefined ? '' : ` in ${region}`}`;
}

/** What an edited text changes, a sentence a cell. */
export function whatChanges(table: AccessTable): readonly string[] {
  return table.flatMap(({ actions, rows }) =>
    rows.flatMap(({ principal, resource, cells }) =>
      cells.flatMap(({ before, after }, i) => {
        if (before === after) return [];
        const on = `${actions[i]} on ${shortName(resource)}`;
        return [
          `${shortName(principal)}: ${on} becomes ${accessWords[after]}; it is ${accessWords[before]}.`,
        ];
      }),
    ),
  );
}
