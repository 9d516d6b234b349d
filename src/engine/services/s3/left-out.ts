import type { Operation } from '../../operation';
import { notImplemented } from './errors';

/** An operation that this model leaves out; a caller learns so by name. */
function leftOut(what: string): Operation<object, never> {
  return {
    permissions: () => [],
    handle() {
      throw notImplemented(what);
    },
  };
}

/** Objects in archive storage classes stay as they are. */
export const RestoreObject = leftOut('nothing is restored from archive storage classes here');

/** Closed to new customers of AWS since 2024. */
export const SelectObjectContent = leftOut('S3 Select');

export const GetObjectTorrent = leftOut('BitTorrent');

/** Of directory buckets only. Source: Amazon S3 API Reference, RenameObject. */
export const RenameObject = leftOut('RenameObject is for directory buckets');

/** For directory buckets only. Source: Amazon S3 API Reference, CreateSession. */
export const CreateSession = leftOut('sessions are for directory buckets');
