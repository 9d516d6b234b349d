import { seenHello, seenRecords } from '../../network/path/describe';
import type { CaptureRecord, Packet } from '../../network/path/state';
import { readable } from '../../network/path/wire';
import { suiteOf } from '../../network/tls/cipher-suites';
import { groups } from '../../network/tls/groups';

/** One connection on one line. */
export function captureLine(number: number, record: CaptureRecord): string {
  const { at, host, port, protocol, packets, failure } = record;
  const bytes = packets.reduce((sum, { length }) => sum + length, 0);
  const read = readable(record).length > 0 ? 'readable' : 'not readable';
  const end = failure === undefined ? '' : ', refused by the client';
  return `${number}  ${time(at)}  ${host}:${port}  ${protocol}  ${bytes} bytes, ${read}${end}\n`;
}

/** What of a connection somebody on the way saw, and what of it he can read. */
export function captureText(number: number, record: CaptureRecord, withBytes: boolean): string {
  const { at, host, port, protocol, packets, failure } = record;
  return [
    `connection ${number}: ${time(at)}, ${host}, port ${port}, ${protocol}\n`,
    protocol === 'HTTP' ? '' : clearText(record),
    ...(withBytes ? packets.map(hexText) : []),
    ...messages(record),
    failure === undefined ? '' : `\nThe client gave up: ${failure}\n`,
  ].join('');
}

function messages(record: CaptureRecord): string[] {
  const texts = readable(record);
  if (texts.length === 0) return ['\nWithout keys nothing else can be read.\n'];
  return texts.map((packet) => `\n${heading(packet)}\n${asText(packet)}\n`);
}

function clearText(record: CaptureRecord): string {
  const hello = seenHello(record);
  const lines = seenRecords(record).map(
    ({ from, name, length, encrypted }) =>
      `  ${direction(from)}  ${name.padEnd(26)}${String(length).padStart(6)} bytes${encrypted ? ', encrypted' : ''}\n`,
  );
  const suites = (hello?.suites ?? []).map((id) => suiteOf(id)?.name ?? hex(id));
  const shares = (hello?.shares ?? []).map(
    ({ group }) => groups.find(({ id }) => id === group)?.name ?? hex(group),
  );
  return [
    `in the clear: server name ${hello?.serverName ?? '(none)'}\n`,
    `              cipher suites ${suites.join(', ')}\n`,
    `              key shares ${shares.join(', ')}\n`,
    'records:\n',
    ...lines,
  ].join('');
}

function heading({ from, length, bytes }: Packet): string {
  const part = bytes.length < length ? `, the first ${bytes.length}` : '';
  return `${direction(from)}: ${length} bytes${part}`;
}

function direction(from: Packet['from']): string {
  return from === 'client' ? 'workstation > AWS' : 'AWS > workstation';
}

/** As `tcpdump -A` prints it: what is no printable character is a dot. */
function asText({ bytes }: Packet): string {
  const text = new TextDecoder().decode(bytes).replaceAll('\r\n', '\n');
  return text.replaceAll(/[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd]/g, '.');
}

const most = 512;

function hexText(packet: Packet): string {
  const { bytes, length } = packet;
  const rows: string[] = [];
  for (let at = 0; at < Math.min(bytes.length, most); at += 16) {
    const row = [...bytes.subarray(at, Math.min(at + 16, most))];
    const digits = row.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const text = row.map((byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : '.'));
    rows.push(`  ${at.toString(16).padStart(4, '0')}  ${digits.padEnd(48)} ${text.join('')}\n`);
  }
  const rest = length > most ? `  ... ${length - most} bytes more\n` : '';
  return `\n${direction(packet.from)}: ${length} bytes\n${rows.join('')}${rest}`;
}

function hex(number: number): string {
  return `0x${number.toString(16).padStart(4, '0')}`;
}

function time(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
