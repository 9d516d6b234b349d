/** What a node of a lineage is. */
export type NodeKind =
  | ('key' | 'related key' | 'alias' | 'grant' | 'material' | 'data key')
  | ('dependant' | 'group' | 'setting' | 'copy');

/** What becomes of a node when the key, or its material, goes. */
export type Fate = 'kept' | 'blocked' | 'lost';

/** Something that belongs to a key or depends on it. */
export interface LineageNode {
  readonly id: string;
  readonly kind: NodeKind;
  /** Its name, short enough for a box: the last part of an ARN. */
  readonly title: string;
  /** What it is, and where: `object version, us-east-1`. */
  readonly detail: string;
  /** The material it needs, where records say so. */
  readonly material?: string;
  /** How many it stands for. */
  readonly count: number;
  /** The ids of those, where they are several. */
  readonly ids?: readonly string[];
}

/** Of two nodes, the second needs the first, or was made from it. */
export interface LineageEdge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

/** A key with all that belongs to it and depends on it. */
export interface LineageGraph {
  readonly key: string;
  readonly nodes: readonly LineageNode[];
  readonly edges: readonly LineageEdge[];
}

/** What is done to the key: disable it, delete it, or delete one of its imported materials. */
export type Deed =
  | { readonly type: 'disable' }
  | { readonly type: 'delete' }
  | { readonly type: 'delete material'; readonly material: string };

/** How many nodes of a kind below one node are drawn one by one. */
const oneByOne = 50;

/** How many nodes a drawing has at most before its greatest groups are counted as well. */
const most = 120;

/** The graph with its large groups as one counted node each. */
export function collapsed(graph: LineageGraph): LineageGraph {
  const parents = new Map(graph.edges.map(({ from, to, label }) => [to, { from, label }]));
  const groups = new Map<string, LineageNode[]>();
  for (const node of graph.nodes) {
    if (node.kind !== 'dependant' && node.kind !== 'grant' && node.kind !== 'alias') continue;
    const key = `${parents.get(node.id)?.from ?? ''} ${node.kind} ${node.detail}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [node]);
    else group.push(node);
  }
  const largest = [...groups].sort(([, a], [, b]) => b.length - a.length);
  let left = graph.nodes.length;
  const gone = new Map<string, LineageNode>();
  for (const [key, nodes] of largest) {
    const [first] = nodes;
    if (first === undefined || nodes.length < 2) break;
    if (nodes.length <= oneByOne && left <= most) break;
    const materials = new Set(nodes.map(({ material }) => material));
    const group: LineageNode = {
      ...{ id: `group ${key}`, kind: 'group', detail: first.detail, count: nodes.length },
      ids: nodes.map(({ id }) => id),
      title: `${nodes.length.toLocaleString('en')} × ${first.kind === 'dependant' ? 'resources' : first.kind}`,
      ...(materials.size === 1 && first.material !== undefined ? { material: first.material } : {}),
    };
    for (const node of nodes) gone.set(node.id, group);
    left -= nodes.length - 1;
  }
  if (gone.size === 0) return graph;
  const nodes = new Set(graph.nodes.map((node) => gone.get(node.id) ?? node));
  const edges = new Map<string, LineageEdge>();
  for (const { from, to, label } of graph.edges) {
    const ends = { from: gone.get(from)?.id ?? from, to: gone.get(to)?.id ?? to };
    edges.set(`${ends.from} ${ends.to}`, { ...ends, label });
  }
  return { key: graph.key, nodes: [...nodes], edges: [...edges.values()] };
}

/** What becomes of a node by a deed. What the key opens is blocked where that can be taken back. */
export function fateOf(node: LineageNode, deed: Deed): Fate {
  switch (node.kind) {
    case 'copy':
    case 'related key':
      return 'kept';
    case 'key':
      return deed.type === 'delete' ? 'lost' : 'blocked';
    case 'material':
      if (deed.type === 'disable') return 'kept';
      return deed.type === 'delete' || deed.material === node.material ? 'lost' : 'kept';
    case 'alias':
    case 'grant':
      return deed.type === 'delete' ? 'lost' : 'kept';
    case 'setting':
      return 'blocked';
    case 'data key':
    case 'dependant':
    case 'group':
      if (deed.type === 'disable') return 'blocked';
      if (deed.type === 'delete') return 'lost';
      return node.material === undefined || node.material === deed.material ? 'blocked' : 'kept';
  }
}

/** A fate in words, as marks have it. */
export const fateWords: Readonly<Record<Fate, string>> = {
  kept: 'stays',
  blocked: 'blocked until it is back',
  lost: 'lost for good',
};
