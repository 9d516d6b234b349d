import { invalidArgument } from './errors';

/** Tags as an object keeps them. */
export type ObjectTags = Readonly<Record<string, string>>;

/**
 * The tags in the header `x-amz-tagging`: a query string without names that come twice. Recorded: a
 * name may be without a value.
 */
export function tagsOfHeader(header: string): ObjectTags {
  const tags = new Map<string, string>();
  if (header === '') return {};
  for (const pair of header.split('&')) {
    if (pair === '') continue;
    const [name = '', value = '', ...more] = pair.split('=');
    const key = decoded(name);
    const text = decoded(value);
    const isPair = more.length === 0 && key !== '';
    if (!isPair || text === undefined || key === undefined || tags.has(key)) {
      throw invalidArgument(
        "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
        ...(['x-amz-tagging', header] as const),
      );
    }
    tags.set(key, text);
  }
  return Object.fromEntries(tags);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
