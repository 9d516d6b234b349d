import type { ApiModel, Member, Shape } from '../../engine/api/model';

/** One member of an input or output, flattened: `Tags[0].TagKey`. */
export interface MemberLine {
  readonly path: string;
  /** Bytes, or the member's text. */
  readonly value: Uint8Array | string;
  /** True where AWS's model says that it is never to be shown in logs. */
  readonly sensitive: boolean;
}

/** The shape of an operation's input or output, where the service's model is at hand. */
export function payloadShape(
  model: Pick<ApiModel, 'operations'> | undefined,
  operation: string,
  side: 'input' | 'output',
): Shape | undefined {
  return model?.operations[operation]?.[side];
}

/** Every member of a payload, in order, with AWS's mark for what is sensitive. */
export function memberLines(payload: unknown, shape?: Shape): MemberLine[] {
  const lines: MemberLine[] = [];
  collect(payload, shape, '', false, lines);
  return lines;
}

function collect(
  value: unknown,
  shape: Shape | undefined,
  path: string,
  within: boolean,
  lines: MemberLine[],
): void {
  if (value === undefined) return;
  const sensitive = within || shape?.sensitive === true;
  if (value instanceof Uint8Array) lines.push({ path, value, sensitive });
  else if (Array.isArray(value) && value.length > 0) {
    const element = shape?.type === 'list' ? shape.member.shape : undefined;
    for (const [index, item] of value.entries()) {
      collect(item, element, `${path}[${index}]`, sensitive, lines);
    }
  } else if (isRecord(value) && (path === '' || Object.keys(value).length > 0)) {
    for (const [name, item] of Object.entries(value)) {
      const member = memberOf(shape, name)?.shape;
      collect(item, member, path === '' ? name : `${path}.${name}`, sensitive, lines);
    }
  } else lines.push({ path, value: words(value), sensitive });
}

function memberOf(shape: Shape | undefined, name: string): Member | undefined {
  if (shape?.type === 'structure') return shape.members[name];
  return shape?.type === 'map' ? shape.value : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && !(value instanceof Date) && !Array.isArray(value)
  );
}

function words(value: unknown): string {
  if (typeof value === 'string') return value;
  return value instanceof Date ? value.toISOString() : JSON.stringify(value);
}
