import { encodeBase64 } from '../../../engine/base64';
import { fromUtf8, utf8 } from '../../bytes';
import { generalError } from '../cli-error';
import { isRecord, type Value } from '../parameters/value';

/** Where to go on: the service's own tokens, and how many items of that page to leave out. */
export interface PagePosition {
  readonly tokens: Readonly<Record<string, string | null>>;
  readonly skip: number;
}

const skipKey = 'boto_truncate_amount';

/** The NextToken that stands for a position. Source: botocore's TokenEncoder. */
export function encodePosition({ tokens, skip }: PagePosition): string {
  const all = { ...tokens, ...(skip === 0 ? {} : { [skipKey]: skip }) };
  const members = Object.entries(all).map(
    ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  return encodeBase64(utf8(`{${members.join(', ')}}`));
}

/**
 * The position a `--starting-token` stands for. A text that is no NextToken of the CLI's is taken
 * for the service's own token, with `___` and a number of items after it or not.
 */
export function decodePosition(token: string, inputTokens: readonly string[]): PagePosition {
  const decoded = decodeRecord(token);
  if (decoded !== undefined) {
    const { [skipKey]: skip, ...tokens } = decoded;
    return {
      tokens: tokens as Record<string, string | null>,
      skip: typeof skip === 'number' ? skip : 0,
    };
  }
  let parts = token.split('___');
  let skip = 0;
  if (parts.length === inputTokens.length + 1) {
    const last = parts.pop() ?? '';
    if (/^\d+$/.test(last)) skip = Number(last);
    else parts = [token];
  }
  if (parts.length > inputTokens.length) throw generalError(`Bad starting token: ${token}`);
  const tokens = inputTokens.map((name, index) => {
    const part = parts[index];
    return [name, part === undefined || part === 'None' ? null : part] as const;
  });
  return { tokens: Object.fromEntries(tokens), skip };
}

function decodeRecord(token: string): Readonly<Record<string, Value>> | undefined {
  try {
    const binary = atob(token);
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const value = JSON.parse(fromUtf8(bytes)) as Value;
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
