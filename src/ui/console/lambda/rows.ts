import { strFromU8, unzipSync } from 'fflate';
import type {
  CodeRecord,
  FunctionRecord,
  VersionRecord,
} from '../../../engine/services/lambda/state';
import type { ConsoleWorld } from '../console-world';

/** A function with its unpublished version. */
export interface FunctionRow {
  readonly record: FunctionRecord;
  readonly version: VersionRecord;
}

/** The functions of the account in the Region. */
export function functionsOf(world: ConsoleWorld): FunctionRow[] {
  return world
    .entries<FunctionRecord>('lambda.functions', `${world.account}/${world.region}/`)
    .flatMap(([at, record]) => {
      const version = world.one<VersionRecord>('lambda.versions', `${at}/$LATEST`);
      return version === undefined ? [] : [{ record, version }];
    });
}

/** The one file of a function's package; undefined where there are several, or none is text. */
export function sourceOf(
  { version }: FunctionRow,
  world: ConsoleWorld,
): { readonly file: string; readonly text: string } | undefined {
  const { account, region, CodeSha256 } = version;
  const code = world.one<CodeRecord>('lambda.code', `${account}/${region}/${CodeSha256}`);
  if (!(code?.zip instanceof Uint8Array)) return undefined;
  try {
    const [first, ...others] = Object.entries(unzipSync(code.zip));
    if (first === undefined || others.length > 0) return undefined;
    const text = strFromU8(first[1]);
    return text.includes('\ufffd') ? undefined : { file: first[0], text };
  } catch {
    return undefined;
  }
}
