/** The 16-bit groups of an address: two for IPv4, eight for IPv6; undefined when it is neither. */
function addressGroups(text: string): readonly number[] | undefined {
  return text.includes(':') ? ipv6Groups(text) : ipv4Groups(text);
}

function ipv4Groups(text: string): number[] | undefined {
  const parts = text.split('.', 5);
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part))) return undefined;
  const [a, b, c, d] = parts.map(Number) as [number, number, number, number];
  if (Math.max(a, b, c, d) > 255) return undefined;
  return [a * 256 + b, c * 256 + d];
}

function ipv6Groups(text: string): number[] | undefined {
  const halves = text.split('::', 3);
  if (halves.length > 2) return undefined;
  const [head = '', tail] = halves;
  const left = hexGroups(head, tail === undefined);
  if (tail === undefined) return left?.length === 8 ? left : undefined;
  const right = hexGroups(tail, true);
  if (left === undefined || right === undefined) return undefined;
  const zeros = 8 - left.length - right.length;
  return zeros < 1 ? undefined : [...left, ...Array<number>(zeros).fill(0), ...right];
}

/** An IPv6 address may end in an IPv4 one: `::ffff:192.0.2.1`. */
function hexGroups(text: string, mayEndInIpv4: boolean): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':', 9);
  for (const [i, part] of parts.entries()) {
    if (/^[\da-f]{1,4}$/i.test(part)) {
      groups.push(Number.parseInt(part, 16));
    } else {
      const last = mayEndInIpv4 && i === parts.length - 1 ? ipv4Groups(part) : undefined;
      if (last === undefined) return undefined;
      groups.push(...last);
    }
  }
  return groups;
}

/**
 * Compiles an address or CIDR block, IPv4 or IPv6, to a test of addresses. What is neither
 * contains nothing. Without a prefix the block is the one address.
 */
export function addressRange(cidr: string): (address: string) => boolean {
  const [network = '', prefix, rest] = cidr.split('/', 3);
  const groups = addressGroups(network);
  if (groups === undefined || rest !== undefined) return () => false;
  const bits = groups.length * 16;
  const length = prefix === undefined ? bits : /^\d{1,3}$/.test(prefix) ? Number(prefix) : NaN;
  if (!(length <= bits)) return () => false;
  const masks = groups.map((_, i) => mask(length - i * 16));
  return (address) => {
    const actual = addressGroups(address);
    return (
      actual?.length === groups.length &&
      masks.every((bit, i) => (actual[i]! & bit) === (groups[i]! & bit))
    );
  };
}

/** The mask of a 16-bit group of which `length` leading bits belong to the network. */
function mask(length: number): number {
  const network = Math.min(16, Math.max(0, length));
  return 0xffff & ~(0xffff >> network);
}
