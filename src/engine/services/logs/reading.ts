import type { Context } from '../../operation';
import type { Material } from '../kms/hsm/index';
import { chunkNumber, chunksOf, openChunk, type ChunkRecord } from './chunks';
import { cryptoStep } from './crypto-step';
import { dataKeyKey, dataKeysTable, openDataKey } from './data-keys';
import { comparePositions, type Position } from './positions';
import { expiry } from './retention';
import { streamKey, type LogGroupRecord } from './state';

/** An event as it is read: where it stands, and what it says. */
export interface FoundEvent extends Position {
  readonly stream: string;
  readonly message: string;
  /** Time in ms. */
  readonly ingestionTime: number;
}

/** Which events of a log group are read, and in which order. */
export interface Search {
  readonly streams: readonly string[];
  /** Times in ms: from `start` on, before `end`. */
  readonly start: number;
  readonly end: number;
  /** Positions: from `from` on, before `until`. */
  readonly from?: Position | undefined;
  readonly until?: Position | undefined;
  readonly newestFirst: boolean;
  readonly isWanted?: ((message: string) => boolean) | undefined;
}

interface FoundChunk {
  readonly key: string;
  readonly stream: string;
  readonly number: number;
  readonly chunk: ChunkRecord;
}

/** Reads events of one log group; a data key is asked for once, however many chunks are under it. */
export class EventReader {
  readonly #ctx: Context;
  readonly #group: LogGroupRecord;
  readonly #key: string;
  readonly #materials = new Map<string, Material>();
  #bytes = 0;
  #isUnderKms = false;

  constructor(ctx: Context, group: LogGroupRecord, key: string) {
    this.#ctx = ctx;
    this.#group = group;
    this.#key = key;
  }

  /**
   * Events in order, in portions: each holds all events of some span of time, so that of a long log
   * no more is deciphered than is looked at.
   */
  async *portions(search: Search): AsyncGenerator<readonly FoundEvent[]> {
    const runs = runsOf(this.#chunks(search));
    if (search.newestFirst) runs.reverse();
    for (const run of runs) {
      const events: FoundEvent[] = [];
      for (const found of run) await this.#read(found, search, events);
      events.sort(search.newestFirst ? (a, b) => comparePositions(b, a) : comparePositions);
      if (events.length > 0) yield events;
    }
  }

  /** Reports what was deciphered. */
  close(): void {
    if (this.#bytes === 0) return;
    const { account, region, logGroupName: name } = this.#group;
    cryptoStep(this.#ctx, 'decrypt', { account, region, name }, this.#bytes, this.#isUnderKms);
  }

  #chunks(search: Search): FoundChunk[] {
    const start = this.#start(search);
    return search.streams.flatMap((stream) =>
      chunksOf(this.#ctx, streamKey(this.#key, stream))
        .filter(([, { first, last }]) => last >= start && first < search.end)
        .map(([key, chunk]) => ({ key, stream, number: chunkNumber(key), chunk }))
        .filter((found) => mayHold(found, search)),
    );
  }

  #start({ start }: Search): number {
    return Math.max(start, expiry(this.#group, this.#ctx.now));
  }

  async #read(found: FoundChunk, search: Search, into: FoundEvent[]): Promise<void> {
    const { key, stream, number: chunk } = found;
    const { ingestionTime, dataKey, sealed } = found.chunk;
    const stored = await openChunk(key, found.chunk, await this.#material(dataKey));
    this.#bytes += sealed.length;
    const start = this.#start(search);
    const { end, from, until, isWanted } = search;
    for (const [index, [timestamp, message]] of stored.entries()) {
      if (timestamp < start || timestamp >= end) continue;
      if (isWanted !== undefined && !isWanted(message)) continue;
      const event = { timestamp, chunk, index, stream, message, ingestionTime };
      if (from !== undefined && comparePositions(event, from) < 0) continue;
      if (until !== undefined && comparePositions(event, until) >= 0) continue;
      into.push(event);
    }
  }

  async #material(id: string): Promise<Material> {
    const known = this.#materials.get(id);
    if (known !== undefined) return known;
    const material = await openDataKey(this.#ctx, this.#group, id);
    const record = this.#ctx.get(dataKeysTable, dataKeyKey(this.#key, id));
    if (record?.under === 'kms') this.#isUnderKms = true;
    this.#materials.set(id, material);
    return material;
  }
}

/** Whether any position of a chunk can lie in the span that is searched. */
function mayHold({ chunk: { first, last, count }, number }: FoundChunk, search: Search): boolean {
  const { from, until } = search;
  const final = { timestamp: last, chunk: number, index: count - 1 };
  if (from !== undefined && comparePositions(final, from) < 0) return false;
  const initial = { timestamp: first, chunk: number, index: 0 };
  return until === undefined || comparePositions(initial, until) < 0;
}

/** Chunks in the order of time, those together whose spans of time overlap. */
function runsOf(chunks: FoundChunk[]): FoundChunk[][] {
  chunks.sort((a, b) => a.chunk.first - b.chunk.first || a.number - b.number);
  const runs: FoundChunk[][] = [];
  let end = -1;
  for (const found of chunks) {
    const { first, last } = found.chunk;
    if (runs.length > 0 && first <= end) runs.at(-1)!.push(found);
    else runs.push([found]);
    end = Math.max(end, last);
  }
  return runs;
}
