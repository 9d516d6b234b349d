import type { Random } from '../../random';
import { toHex } from '../../random';
import { malformed, wrongPrefix } from './errors';

/** Resources that EC2 gives ids: what these begin with, and what is said of malformed ones. */
const kinds = {
  volume: { prefix: 'vol-', parameter: 'volumeId', malformed: 'InvalidVolumeID.Malformed' },
  snapshot: { prefix: 'snap-', parameter: 'snapshotId', malformed: 'InvalidSnapshotID.Malformed' },
  instance: { prefix: 'i-', parameter: 'instanceId', malformed: 'InvalidInstanceID.Malformed' },
  reservation: {
    prefix: 'r-',
    parameter: 'reservationId',
    malformed: 'InvalidReservationID.Malformed',
  },
} as const;

/** A kind of resource with ids. */
export type IdKind = keyof typeof kinds;

/** A new id of 17 hexadecimal digits. Source: EC2 User Guide, "Resource IDs". */
export function newId(kind: IdKind, random: Random): string {
  return `${kinds[kind].prefix}0${toHex(random.bytes(8))}`;
}

/** Throws what AWS answers where a text is not an id of the kind: 8 or 17 digits after its prefix. */
export function checkId(kind: IdKind, id: string): void {
  const { prefix, parameter, malformed: code } = kinds[kind];
  if (!id.startsWith(prefix)) {
    if (kind === 'instance') throw malformed(code, id, prefix);
    throw wrongPrefix(id, parameter, prefix);
  }
  if (!/^(?:[0-9a-f]{8}|[0-9a-f]{17})$/.test(id.slice(prefix.length))) {
    throw malformed(code, id, prefix);
  }
}
