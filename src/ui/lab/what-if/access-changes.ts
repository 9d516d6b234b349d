import type { Access, AccessFact } from '../../../engine/access/index';

/** What somebody may do to a resource in one world, and not as much, or more, in another. */
export interface AccessChange {
  readonly principal: string;
  readonly resource: string;
  /** Actions that go from allowed to denied, or part of that way. */
  readonly loses: readonly string[];
  readonly gains: readonly string[];
}

const rank: Readonly<Record<Access, number>> = { denied: 0, conditional: 1, allowed: 2 };

/** Who may do more or less; a resource that is not in both worlds is nobody's loss of access. */
export function accessChanges(
  before: readonly AccessFact[],
  after: readonly AccessFact[],
): readonly AccessChange[] {
  const name = ({ principal, resource, action }: AccessFact) =>
    `${principal} ${action} ${resource}`;
  const now = new Map(after.map((fact) => [name(fact), fact.access]));
  const resources = new Set(after.map(({ resource }) => resource));
  const changes = new Map<string, { -readonly [M in keyof AccessChange]: AccessChange[M] }>();
  for (const fact of before) {
    const { principal, resource, action, access } = fact;
    if (!resources.has(resource)) continue;
    // Who is gone may do nothing.
    const change = rank[now.get(name(fact)) ?? 'denied'] - rank[access];
    if (change === 0) continue;
    const key = `${principal} ${resource}`;
    const found = changes.get(key) ?? { principal, resource, loses: [], gains: [] };
    if (change < 0) found.loses = [...found.loses, action];
    else found.gains = [...found.gains, action];
    changes.set(key, found);
  }
  return [...changes.values()];
}
