import type { Bytes } from '../../engine/bytes';
import { element, tags, type Element } from '../../engine/der';

/** A time of validity: UTCTime until 2049, GeneralizedTime after. RFC 5280, section 4.1.2.5. */
export function encodeTime(time: number): Bytes {
  const digits = new Date(time).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14);
  const isLong = Number(digits.slice(0, 4)) >= 2050;
  const text = new TextEncoder().encode(`${isLong ? digits : digits.slice(2)}Z`);
  return element(isLong ? tags.generalizedTime : tags.utcTime, text);
}

/** Reads a time in ms; NaN where it is none. */
export function decodeTime({ tag, value }: Element): number {
  const text = new TextDecoder().decode(value);
  const short = tag === tags.utcTime;
  const year = short ? (Number(text.slice(0, 2)) < 50 ? '20' : '19') : '';
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(`${year}${text}`);
  if (parts === null) return Number.NaN;
  const [y = 0, month = 0, ...rest] = parts.slice(1).map(Number);
  return Date.UTC(y, month - 1, ...rest);
}
