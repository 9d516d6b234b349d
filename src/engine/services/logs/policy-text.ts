type Part = Readonly<Record<string, unknown>>;

/** The members of a statement in AWS's order. */
const order = [
  ...['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction'],
  ...['Resource', 'NotResource', 'Condition'],
];

/**
 * A valid policy's text as DescribeResourcePolicies has it: with its version, members in AWS's order,
 * lists of one as their only item. Recorded against AWS by LocalStack (2026) for the version, the
 * order from `Sid` to `Resource` and the lists of principals; that other lists are written in the same
 * way, and where `Id` and `Condition` stand, is from memory.
 */
export function policyAsDescribed(text: string): string {
  const { Version = '2008-10-17', Id, Statement } = JSON.parse(text) as Part;
  const statements = (Array.isArray(Statement) ? Statement : [Statement]) as Part[];
  return JSON.stringify({ Version, Id, Statement: statements.map(inOrder) });
}

function inOrder(statement: Part): Part {
  const known = order.filter((name) => statement[name] !== undefined);
  return Object.fromEntries(known.map((name) => [name, withoutLists(statement[name])]));
}

/** A value whose lists of one, however deep, are that one. */
function withoutLists(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 ? (value[0] as unknown) : value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutLists(part)]));
}
