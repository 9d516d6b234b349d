import type { Value } from '../parameters/value';

/** What is to be done with one file or object. */
export type Operation = 'upload' | 'download' | 'copy' | 'delete';

/** One file or object of a transfer. */
export interface Item {
  readonly operation: Operation;
  readonly from: 'local' | 's3';
  /** An absolute path, or `bucket/key`. */
  readonly source: string;
  readonly destination: string;
  /** By what both ends of a transfer are compared. */
  readonly name: string;
  /** In bytes; unknown where nothing asked. */
  readonly size: number | undefined;
  /** In ms. */
  readonly changedAt: number;
  readonly etag?: string | undefined;
  /** What HeadObject or a list said of the object. */
  readonly found?: FoundObject;
}

/** What HeadObject or a list says of an object. */
export interface FoundObject {
  readonly StorageClass?: string;
  readonly Restore?: string;
  readonly [header: string]: unknown;
}

/** Where a transfer's warnings go. */
export type Warn = (message: string) => void;

/** A warning about one file, as the CLI words it. */
export function skipping(path: string, why: string): string {
  return `Skipping file ${path}. ${why}`;
}

/** Parameters of a request, as they are put together. */
export type Parameters = Readonly<Record<string, Value>>;
