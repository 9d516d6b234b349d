import { breather } from '../../breath';
import { ServiceError } from '../report-error';
import { integerValue } from '../parameters/numbers';
import { textOf, type S3Command } from './command';
import { guessContentType } from './content-types';
import { copy } from './copy';
import { downloadToFile, downloadToStream } from './download';
import { failureText } from './failure';
import { findItems } from './find-items';
import type { Item } from './items';
import type { Mover } from './mover';
import { shownLocally, splitS3Path } from './paths';
import { plan, type Plan } from './plan';
import { requestParameters, withGrants } from './request-parameters';
import { Results, type Showing, type Shown } from './results';
import { shallPass } from './passing-over';
import { transferSettings } from './transfer-settings';
import { upload } from './upload';

/** `aws s3 cp`, `mv`, `rm` and `sync`: finds what is to be done, and does it file by file. */
export async function transfer(command: S3Command): Promise<number> {
  const { ctx, values, invocation, client } = command;
  const planned = plan(command);
  const parameters = requestParameters(command);
  const sourceRegion = textOf(command, 'source-region');
  const mover = {
    ...{ command, client, parameters, settings: transferSettings(invocation.configuration) },
    sourceClient:
      sourceRegion !== undefined && planned.kind === 'copy'
        ? command.clientIn(sourceRegion)
        : client,
  };
  const results = new Results(ctx, showing(command, planned));
  try {
    const granting = withGrants(parameters, command);
    const items: Item[] = [];
    for (const item of await findItems(planned, mover, results)) {
      if (shallPass(item, command, results)) continue;
      if (values.has('dryrun')) results.wouldDo(shown(item, command));
      else {
        items.push(item);
        results.expect(item.size);
      }
    }
    const breathe = breather();
    for (const item of items) {
      await breathe();
      await transferOne(item, { ...mover, parameters: granting }, results);
    }
  } catch (error) {
    if (ctx.signal.aborted) results.cancelled();
    else results.fatal(failureText(error));
  }
  return results.exitCode;
}

function showing(command: S3Command, { isStream }: Plan): Showing {
  const { name, values } = command;
  const successes = !values.has('quiet') && !values.has('only-show-errors') && !isStream;
  return {
    failures: !values.has('quiet'),
    successes,
    progress: successes && name !== 'rm' && !values.has('no-progress'),
    frequency: integerValue(textOf(command, 'progress-frequency') ?? '0'),
    multiline: values.has('progress-multiline'),
  };
}

async function transferOne(
  item: Item,
  common: Omit<Mover, 'moved'>,
  results: Results,
): Promise<void> {
  const { command } = common;
  const what = shown(item, command);
  let arrived = 0;
  const moved = (bytes: number) => {
    arrived += bytes;
    results.moved(bytes);
  };
  try {
    await move(item, { ...common, moved });
    if (command.name === 'mv') await removeSource(item, common);
    results.succeeded(what);
  } catch (error) {
    command.ctx.signal.throwIfAborted();
    const isThere = error instanceof ServiceError && error.error.code === 'PreconditionFailed';
    if (isThere) results.skipped();
    else results.failedTo(what, failureText(error), (item.size ?? 0) - arrived);
  }
}

async function move(item: Item, mover: Mover): Promise<void> {
  const { command, client, parameters } = mover;
  const { files, stdin } = command.ctx;
  const { bucket: Bucket, key: Key } = splitS3Path(item.destination);
  switch (item.operation) {
    case 'upload': {
      const isStream = item.source === '-';
      const bytes = isStream ? stdin : files.view(item.source);
      const guess = isStream ? undefined : guessFor(item, command);
      const more = guess === undefined ? {} : { ContentType: guess };
      return upload(bytes, { Bucket, Key }, more, mover);
    }
    case 'download':
      return item.destination === '-'
        ? downloadToStream(item.source, mover)
        : downloadToFile(item, mover);
    case 'copy':
      return copy(item, { Bucket, Key }, mover);
    case 'delete': {
      if (item.from === 'local') return files.remove(item.source);
      const { bucket, key } = splitS3Path(item.source);
      await client.send('DeleteObject', { Bucket: bucket, Key: key, ...parameters.delete });
    }
  }
}

function guessFor({ source }: Item, command: S3Command): string | undefined {
  const isGiven = textOf(command, 'content-type') !== undefined;
  if (isGiven || command.values.has('no-guess-mime-type')) return undefined;
  return guessContentType(source);
}

async function removeSource(
  { from, source }: Item,
  { command, sourceClient, parameters }: Omit<Mover, 'moved'>,
): Promise<void> {
  if (from === 'local') {
    command.ctx.files.remove(source);
    return;
  }
  const { bucket, key } = splitS3Path(source);
  await sourceClient.send('DeleteObject', { Bucket: bucket, Key: key, ...parameters.delete });
}

/** An item as it is shown: local paths from the working directory, objects as URIs. */
export function shown({ operation, from, source, destination }: Item, command: S3Command): Shown {
  const { cwd } = command.ctx;
  const local = (path: string) => (path === '-' ? path : shownLocally(path, cwd));
  const type = command.name === 'mv' ? 'move' : operation;
  return {
    type,
    from: from === 'local' ? local(source) : `s3://${source}`,
    ...(operation === 'delete'
      ? {}
      : { to: operation === 'download' ? local(destination) : `s3://${destination}` }),
  };
}
