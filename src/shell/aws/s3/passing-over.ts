import { absolutePath } from '../../paths';
import type { S3Command } from './command';
import { skipping, type Item } from './items';
import type { Results } from './results';

/** Whether a file is passed over, with a warning where the CLI has one. */
export function shallPass(item: Item, { values, ctx }: S3Command, results: Results): boolean {
  const { operation, destination, name } = item;
  if (isArchived(item) && !values.has('force-glacier-transfer')) {
    if (!values.has('ignore-glacier-warnings')) {
      const why = `Object is of storage class GLACIER. Unable to perform ${operation} operations on GLACIER objects. You must restore the object to be able to perform the operation. See aws s3 ${operation} help for additional parameter options to ignore or force these transfers.`;
      results.warn(skipping(`s3://${item.source}`, why));
    }
    return true;
  }
  if (operation !== 'download' || destination === '-') return false;
  if (leavesFolder(name)) {
    results.warn(skipping(name, 'File references a parent directory.'));
    return true;
  }
  return values.has('no-overwrite') && ctx.files.exists(destination);
}

// An archived object must be restored before it can be read.
function isArchived({ operation, found }: Item): boolean {
  if (operation !== 'copy' && operation !== 'download') return false;
  const isCold = found?.StorageClass === 'GLACIER' || found?.StorageClass === 'DEEP_ARCHIVE';
  return isCold && !(found.Restore ?? '').includes('ongoing-request="false"');
}

function leavesFolder(name: string): boolean {
  const root = '/folder';
  return (
    name.split('/').includes('..') && !`${absolutePath(`./${name}`, root)}/`.startsWith(`${root}/`)
  );
}
