import type { Bytes } from '../../engine/bytes';
import type { CaptureRecord, Packet } from './state';

/** How much of one transmission is kept: enough to read a request, too little to fill the memory. */
const kept = 64 * 1024;

/** The wire between two ends, and what passes on it. */
export class Wire {
  readonly packets: Packet[] = [];
  readonly decrypted: Packet[] = [];

  pass(from: Packet['from'], bytes: Uint8Array): void {
    if (bytes.length > 0) this.packets.push(packet(from, bytes));
  }

  /** What somebody on the way could decrypt. */
  read(from: Packet['from'], bytes: Uint8Array): void {
    if (bytes.length > 0) this.decrypted.push(packet(from, bytes));
  }
}

function packet(from: Packet['from'], bytes: Uint8Array): Packet {
  return { from, bytes: bytes.slice(0, kept) as Bytes, length: bytes.length };
}

/** How many connections are kept. */
export const keptCaptures = 100;

/** The key of a capture: its number, so that they are in order. */
export function captureKey(number: number): string {
  return String(number).padStart(8, '0');
}

/** The bytes that whoever recorded a connection can read as text: HTTP, or what he decrypted. */
export function readable({ protocol, packets, decrypted }: CaptureRecord): readonly Packet[] {
  return protocol === 'HTTP' ? packets : decrypted;
}
