import type { Engine } from '../../engine/engine';
import type { Request } from '../../engine/operation';
import type { Actor, NewStep } from '../../engine/trace';
import { seenRecords } from './describe';
import { splitMessage } from '../http/message-bytes';
import type { CaptureRecord, Packet, PathRecord } from './state';
import { readable } from './wire';

const workstation: Actor = { type: 'client', name: 'Workstation' };

/** Tells the trace what passed on the wire, and what of it whoever is on the way can read. */
export function noteWire(
  engine: Engine,
  record: CaptureRecord,
  path: PathRecord,
  request: Request,
): void {
  const service = engine.services.find(({ name }) => name === request.service);
  const cloud: Actor = {
    ...{ type: 'service', name: service?.title ?? request.service, region: request.region },
  };
  const watcher = path.kind === 'tapped' ? 'Eavesdropper' : 'Man in the middle';
  const texts = readable(record);
  const step = (from: Packet['from'], what: string, bytes: number, text: string): NewStep => ({
    ...{ kind: 'wire', watcher, protocol: record.protocol, host: record.host, what, bytes },
    ...(from === 'client' ? { from: workstation, to: cloud } : { from: cloud, to: workstation }),
    readable: text,
  });
  const steps =
    record.protocol === 'HTTP'
      ? record.packets.map((packet) =>
          step(packet.from, firstLine(packet), packet.length, textOf(packet)),
        )
      : [
          ...seenRecords(record).map(({ from, name, length, encrypted }) =>
            step(from, name, length + 5, encrypted ? '' : name),
          ),
          ...texts.map((packet) =>
            step(packet.from, firstLine(packet), packet.length, textOf(packet)),
          ),
        ];
  const failed =
    record.failure === undefined ? [] : [step('client', 'gives up', 0, record.failure)];
  engine.note(...steps, ...failed);
}

function firstLine({ bytes }: Packet): string {
  return splitMessage(bytes).first;
}

function textOf({ bytes }: Packet): string {
  return new TextDecoder().decode(bytes);
}
