import { generalError } from '../cli-error';
import { comparison, atBothEnds, type SyncRules } from './compare';
import { textOf, type S3Command } from './command';
import { filterOf } from './filters';
import type { Item } from './items';
import { listParameters } from './list';
import { localItems } from './local-files';
import type { Mover } from './mover';
import { objectItems } from './objects';
import { route, type Route } from './paths';
import type { Plan } from './plan';
import type { Results } from './results';

/** The documentation that the CLI points to where keys differ in case only. */
const caseTopic = 'https://docs.aws.amazon.com/cli/latest/topic/s3-case-insensitivity.html';

type Finder = Omit<Mover, 'moved'>;

/** Everything that a transfer has to do, in the order of names. */
export async function findItems(
  planned: Plan,
  finder: Finder,
  results: Results,
): Promise<Iterable<Item>> {
  const { command } = finder;
  const { source, destination, isTree, isStream } = planned;
  const there = route(source, destination, isTree, command.ctx);
  if (isStream) return [streamItem(planned, there)];
  const sources = await itemsOf(planned, there, planned.kind, finder, results);
  const watchesCase = planned.kind === 'download' && isTree && caseConflict(command) !== 'ignore';
  if (command.name !== 'sync' && !watchesCase) return sources;
  const back = route(destination, source, isTree, command.ctx);
  const destinations = await itemsOf(planned, back, 'delete', finder, results);
  const rules: SyncRules = {
    atBoth: command.name === 'sync' ? syncRule(command) : () => true,
    atSourceOnly: watchesCase ? caseWatch(command) : () => true,
    deletes: command.values.has('delete'),
  };
  return comparison(sources, destinations, rules);
}

function streamItem({ kind, source }: Plan, { to, from }: Route): Item {
  const name = (source === '-' ? to : from).path.split('/').at(-1) ?? '';
  const isUpload = kind === 'upload';
  return {
    ...{ operation: kind, from: isUpload ? 'local' : 's3', name, size: undefined, changedAt: 0 },
    source: isUpload ? '-' : from.path,
    destination: isUpload ? to.path + (to.path.endsWith('/') ? '-' : '') : '-',
  };
}

async function itemsOf(
  { source, destination, isTree, kind }: Plan,
  way: Route,
  operation: Item['operation'],
  { command, client, sourceClient, parameters }: Finder,
  results: Results,
): Promise<readonly Item[]> {
  const { values, ctx } = command;
  const words = (values.get('filters') ?? []) as readonly string[];
  const passes = filterOf(words, source, destination, isTree, ctx.cwd);
  const isBack = operation !== kind;
  const found: Item[] = [];
  if (way.from.type === 'local') {
    const warn = (message: string) => results.warn(message);
    const followLinks = values.get('follow-symlinks') !== false;
    for (const item of localItems(way, { operation, followLinks, warn }, ctx.files)) {
      if (passes(item)) found.push(item);
    }
    return found;
  }
  const search = {
    ...{ operation: isBack ? ('copy' as const) : operation, list: listParameters(command) },
    client: isBack ? client : sourceClient,
    head: kind === 'copy' ? parameters.headSource : parameters.head,
  };
  for await (const item of objectItems(way, search)) if (passes(item)) found.push(item);
  return found;
}

function syncRule({ values }: S3Command): SyncRules['atBoth'] {
  return atBothEnds({
    noOverwrite: values.has('no-overwrite'),
    sizeOnly: values.has('size-only'),
    exactTimestamps: values.has('exact-timestamps'),
  });
}

function caseConflict(command: S3Command): string {
  return textOf(command, 'case-conflict') ?? 'ignore';
}

/** Tells whether to download a file although another differs from it in case only. */
function caseWatch(command: S3Command): SyncRules['atSourceOnly'] {
  const { stderr } = command.ctx;
  const taken = new Set<string>();
  return ({ name, source, destination }) => {
    const isConflict = taken.has(name.toLowerCase());
    const names = `${source} -> ${destination}`;
    if (isConflict && caseConflict(command) === 'error') {
      throw generalError(
        `Failed to download ${names} because a file whose name differs only by case either exists or is being downloaded.`,
      );
    }
    if (isConflict && caseConflict(command) === 'skip') {
      stderr.write(
        `warning: Skipping ${names} because a file whose name differs only by case either exists or is being downloaded.\n`,
      );
      return false;
    }
    if (isConflict) {
      stderr.write(
        `warning: Downloading ${names} despite a file whose name differs only by case either existing or being downloaded. This behavior is not defined on case-insensitive filesystems and may result in overwriting existing files or race conditions between concurrent downloads. For more information, see ${caseTopic}.\n`,
      );
    }
    taken.add(name.toLowerCase());
    return true;
  };
}
