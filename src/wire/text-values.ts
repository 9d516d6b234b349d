import type { Shape } from '../engine/api/index';
import { decodeBase64 } from '../engine/base64';

/**
 * A value of a simple type from its text, which stays as it is where it is none, for others to
 * refuse. Times are read in every format that a model may name: ISO 8601, HTTP's own, and seconds.
 */
export function readText(text: string, shape: Shape): unknown {
  switch (shape.type) {
    case 'integer':
    case 'long':
      return /^[+-]?\d+$/.test(text) ? Number(text) : text;
    case 'float':
    case 'double':
      return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
    case 'boolean':
      return /^true$/i.test(text) ? true : /^false$/i.test(text) ? false : text;
    case 'blob':
      return decodeBase64(text) ?? text;
    case 'timestamp': {
      const time = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text);
      return Number.isNaN(time) ? text : new Date(time);
    }
    default:
      return text;
  }
}
