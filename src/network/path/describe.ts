import { readClientHello, type ClientHello } from '../tls/hellos';
import { splitMessages } from '../tls/messages';
import { alertNumbered } from '../tls/alerts';
import { contentTypes, splitRecords, type Record } from '../tls/records';
import type { CaptureRecord, Packet } from './state';

// What somebody without keys sees: TLS 1.3 shows which records there are and how long, and in the
// clear only what both sides say before they have keys.

/** A record as somebody on the way sees it. */
export interface SeenRecord {
  readonly from: Packet['from'];
  /** `ClientHello`, `Application Data`. */
  readonly name: string;
  /** Of the record without its head of five bytes. */
  readonly length: number;
  readonly encrypted: boolean;
}

/** The records of a connection in order; those of a packet that was not kept whole are counted once. */
export function seenRecords({ packets }: CaptureRecord): SeenRecord[] {
  return packets.flatMap((packet) => {
    const { records, rest } = splitRecords(packet.bytes);
    const seen = records.map((record) => seenRecord(packet.from, record));
    const missing = packet.length - packet.bytes.length + rest.length;
    if (missing === 0) return seen;
    const name = 'Application Data';
    return [...seen, { from: packet.from, name, length: missing, encrypted: true }];
  });
}

function seenRecord(from: Packet['from'], { type, fragment }: Record): SeenRecord {
  const { length } = fragment;
  switch (type) {
    case contentTypes.handshake: {
      const [first] = splitMessages(fragment).messages;
      const name = first?.type === 1 ? 'ClientHello' : 'ServerHello';
      return { from, name, length, encrypted: false };
    }
    case contentTypes.changeCipherSpec:
      return { from, name: 'Change Cipher Spec', length, encrypted: false };
    case contentTypes.alert:
      return { from, name: `Alert ${alertNumbered(fragment[1])}`, length, encrypted: false };
    default:
      return { from, name: 'Application Data', length, encrypted: true };
  }
}

/** What a client asked for in the clear, with the host's name. */
export function seenHello({ packets }: CaptureRecord): ClientHello | undefined {
  const [record] = packets[0] === undefined ? [] : splitRecords(packets[0].bytes).records;
  const [hello] = record === undefined ? [] : splitMessages(record.fragment).messages;
  return hello?.type === 1 ? readClientHello(hello.body) : undefined;
}
