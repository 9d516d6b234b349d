import { sizeOf } from './batches';
import type { EventReader, FoundEvent, Search } from './reading';

/** Events on a page, and their bytes. Source: API Reference, GetLogEvents and FilterLogEvents. */
export const pageLimits = { events: 10_000, bytes: 1_048_576 } as const;

/** The first events of a search, as many as a page holds, and the one after them. */
export async function firstOf(
  reader: EventReader,
  limit: number,
  search: Search,
): Promise<{ readonly page: FoundEvent[]; readonly next: FoundEvent | undefined }> {
  const page: FoundEvent[] = [];
  let bytes = 0;
  for await (const portion of reader.portions(search)) {
    for (const event of portion) {
      bytes += sizeOf(event.message);
      if (page.length === limit || bytes > pageLimits.bytes) return { page, next: event };
      page.push(event);
    }
  }
  return { page, next: undefined };
}
