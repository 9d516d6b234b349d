import type { ApiModel, ApiOperation } from '../engine/api/index';

// Which operation of a REST service an HTTP request asks for. What tells operations with the same
// method and path apart are, in this order of weight: the names that stand in the query of their
// URI (`?tagging`), the query parameters they need (`uploadId`), and the headers they need where
// their URI has no query (`x-amz-copy-source`).

/** What of a request its operation is found by. */
export interface RestTarget {
  readonly method: string;
  /** Percent-encoded, as it was sent. */
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
  hasHeader(name: string): boolean;
}

/** The operation that a request asks for, and the parts of its path by the labels of the URI. */
export interface Route {
  readonly operation: ApiOperation;
  readonly labels: Readonly<Record<string, string>>;
}

/** Finds the operations of one service. */
export interface Router {
  find(target: RestTarget): Route | undefined;
  /** The first parameter of a query that stands in the URI of some operation. */
  subresource(query: RestTarget['query']): string | undefined;
}

interface Rule {
  readonly operation: ApiOperation;
  readonly path: RegExp;
  readonly labelNames: readonly string[];
  /** Names in the query of the URI, with the value they need, if any. */
  readonly literals: readonly (readonly [name: string, value: string])[];
  readonly parameters: readonly string[];
  readonly headers: readonly string[];
}

/** Reads the URIs of a service's operations. */
export function createRouter(model: ApiModel): Router {
  const byMethod = new Map<string, Rule[]>();
  const subresources = new Set<string>();
  for (const operation of Object.values(model.operations)) {
    const rule = ruleOf(operation);
    for (const [name, value] of rule.literals) if (value === '') subresources.add(name);
    const rules = byMethod.get(operation.http.method) ?? [];
    byMethod.set(operation.http.method, [...rules, rule]);
  }
  for (const rules of byMethod.values()) rules.sort((a, b) => weight(b) - weight(a));

  return {
    subresource: (query) => [...query.keys()].find((name) => subresources.has(name)),
    find(target) {
      const asked = [...target.query.keys()].filter((name) => subresources.has(name));
      for (const rule of byMethod.get(target.method) ?? []) {
        // `DELETE /bucket?location` is not DeleteBucket.
        if (asked.length > 0 && !rule.literals.some(([name]) => asked.includes(name))) continue;
        if (!isMet(rule, target)) continue;
        const labels = matchPath(rule, target.path);
        if (labels !== null) return { operation: rule.operation, labels };
      }
      return model.protocol === 'rest-json' ? lacking(byMethod, target) : undefined;
    },
  };
}

/** The one operation of a path, although the request lacks parameters it needs: it will say so. */
function lacking(
  byMethod: ReadonlyMap<string, readonly Rule[]>,
  target: RestTarget,
): Route | undefined {
  const routes = (byMethod.get(target.method) ?? []).flatMap((rule) => {
    const labels = matchPath(rule, target.path);
    const isMeant = labels !== null && isMet({ ...rule, parameters: [] }, target);
    return isMeant ? [{ operation: rule.operation, labels }] : [];
  });
  return routes.length === 1 ? routes[0] : undefined;
}

function isMet({ literals, parameters, headers }: Rule, { query, hasHeader }: RestTarget): boolean {
  return (
    literals.every(
      ([name, value]) => query.has(name) && (value === '' || query.get(name) === value),
    ) &&
    parameters.every((name) => query.has(name)) &&
    headers.every(hasHeader)
  );
}

function weight({ operation, path, literals, parameters, headers }: Rule): number {
  return (
    literals.length * 1000 +
    (parameters.length + headers.length) * 100 +
    // Of two names of one operation the one that is in use, and of two for one path the shorter.
    (operation.deprecated ? 0 : 50) +
    (path.source.includes('(.+)') ? 1 : 0) -
    operation.name.length / 1000
  );
}

function ruleOf(operation: ApiOperation): Rule {
  const { uri } = operation.http;
  const [path = '', query = ''] = uri.split('?');
  const labelNames: string[] = [];
  const source = path
    .replace(/[.*]/g, '\\$&')
    .replace(/\{(\w+)(\+?)\}/g, (_, name: string, greedy: string) => {
      labelNames.push(name);
      return greedy === '' ? '([^/]+)' : '(.+)';
    });
  const literals = query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => part.split('=') as [string, string?])
    .map(([name, value = '']) => [name, value] as const);
  const needed = (location: 'querystring' | 'header') =>
    (operation.input?.required ?? []).flatMap((name) => {
      const member = operation.input?.members[name];
      return member?.location === location ? [member.locationName ?? name] : [];
    });
  return {
    operation,
    path: new RegExp(`^${source}/?$`.replace('(.+)/?$', '(.+)$'), 's'),
    labelNames,
    literals,
    parameters: needed('querystring'),
    headers: literals.length > 0 ? [] : needed('header').map((name) => name.toLowerCase()),
  };
}

function matchPath({ path, labelNames }: Rule, sent: string): Record<string, string> | null {
  const parts = path.exec(sent);
  return (
    parts && Object.fromEntries(labelNames.map((name, index) => [name, parts[index + 1] ?? '']))
  );
}
