import type { ApiModel, ApiOperation, Member, Shape } from '../../engine/api/index';
import { encodeBase64 } from '../../engine/base64';
import { percentEncode } from '../../engine/percent-encoding';
import { isFlat } from '../../wire/xml-writer';

type Pair = readonly [name: string, value: string];

/**
 * A form of AWS's Query protocol, or EC2's variant of it: nested input as names with dots. Source:
 * Smithy's specifications "AWS query protocol" and "AWS EC2 query protocol".
 */
export function writeForm(model: ApiModel, operation: ApiOperation, input: object): string {
  const { input: shape } = operation;
  const pairs: Pair[] = [
    ['Action', operation.name],
    ['Version', model.apiVersion],
    ...(shape === undefined ? [] : valuePairs('', input, shape, model.protocol === 'ec2')),
  ];
  return pairs.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join('&');
}

function valuePairs(name: string, value: unknown, shape: Shape, isEc2: boolean): Pair[] {
  switch (shape.type) {
    case 'structure':
      return Object.entries(shape.members).flatMap(([memberName, member]) => {
        const item = (value as Record<string, unknown>)[memberName];
        if (item === undefined || item === null) return [];
        const below = isEc2 ? ec2Name(memberName, member) : (member.locationName ?? memberName);
        return memberPairs(joined(name, below), item, member, isEc2);
      });
    case 'map':
      return Object.entries(value as object).flatMap(([key, item], i) => {
        const entry = joined(name, `entry.${i + 1}`);
        const [keyName, valueName] = [
          shape.key.locationName ?? 'key',
          shape.value.locationName ?? 'value',
        ];
        return [
          [joined(entry, keyName), key] as const,
          ...valuePairs(joined(entry, valueName), item, shape.value.shape, isEc2),
        ];
      });
    case 'list':
      return listPairs(
        joined(name, shape.member.locationName ?? 'member'),
        value,
        shape.member,
        isEc2,
      );
    case 'blob':
      return [[name, encodeBase64(value as Uint8Array)]];
    case 'timestamp':
      return [[name, (value as Date).toISOString()]];
    default:
      return [[name, String(value)]];
  }
}

function memberPairs(name: string, value: unknown, member: Member, isEc2: boolean): Pair[] {
  const { shape } = member;
  if (shape.type === 'list' && (isEc2 || isFlat(member))) {
    return listPairs(name, value, shape.member, isEc2);
  }
  return valuePairs(name, value, shape, isEc2);
}

function listPairs(name: string, value: unknown, member: Member, isEc2: boolean): Pair[] {
  return (value as unknown[]).flatMap((item, i) =>
    valuePairs(joined(name, String(i + 1)), item, member.shape, isEc2),
  );
}

function ec2Name(name: string, { queryName, locationName }: Member): string {
  const known = queryName ?? locationName ?? name;
  return queryName === undefined ? known.charAt(0).toUpperCase() + known.slice(1) : known;
}

function joined(above: string, below: string): string {
  return above === '' ? below : `${above}.${below}`;
}
