import { formatJson } from '../output/json';
import { readJson, JsonError } from '../parameters/read-json';
import type { tailFormats } from './tail-options';

/** An event as FilterLogEvents answers it; `timestamp` in ms. */
export interface TailEvent {
  readonly timestamp: number;
  readonly logStreamName: string;
  readonly message: string;
}

/** One of the formats of `aws logs tail`. */
export type TailFormat = (typeof tailFormats)[number];

/** An event as `aws logs tail` prints it. */
export function formatEvent(
  { timestamp, logStreamName, message }: TailEvent,
  format: TailFormat,
): string {
  const iso = new Date(timestamp).toISOString();
  switch (format) {
    case 'short':
      return line(`${iso.slice(0, 19)} ${message}`);
    case 'detailed':
      return line(`${iso.slice(0, 23)}000+00:00 ${logStreamName} ${message}`);
    case 'json': {
      // Python leaves the fraction of a whole second out.
      const time = timestamp % 1000 === 0 ? iso.slice(0, 19) : `${iso.slice(0, 23)}000`;
      return line(`${time}+00:00 ${logStreamName} ${pretty(message)}`);
    }
  }
}

const line = (text: string) => `${text.trimEnd()}\n`;

function pretty(message: string): string {
  try {
    return `\n${asciiOnly(formatJson(readJson(message)))}`;
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return message;
  }
}

// Python's json.dumps writes what is beyond ASCII as escapes.
function asciiOnly(json: string): string {
  return json.replaceAll(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
