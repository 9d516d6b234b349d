import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { Context } from '../../operation';
import { shownVariables } from './environment-variables';
import { functionArn, latest, type VersionRecord } from './state';

/**
 * `new`: just created. `changed`: just updated. As in AWS the answer says that it goes on, while
 * here all is done at once: whoever asks next finds the function active.
 */
export type Progress = 'new' | 'changed' | 'done';

/** A version's configuration as the API answers it, under the qualifier that was asked for. */
export async function configurationOf(
  ctx: Context,
  version: VersionRecord,
  { qualifier, progress = 'done' }: { qualifier?: string; progress?: Progress } = {},
): Promise<FunctionConfiguration> {
  const { FunctionName, Version, Runtime, Role, Handler, Description, Timeout } = version;
  const { MemorySize, CodeSha256, CodeSize, KMSKeyArn } = version;
  // What goes on has a revision of its own until it ends: recorded.
  const RevisionId = progress === 'done' ? version.RevisionId : ctx.random.uuid();
  const Environment = await shownVariables(ctx, version);
  return {
    ...{ FunctionName, FunctionArn: functionArn(version, qualifier ?? ownQualifier(version)) },
    Runtime: Runtime as NonNullable<FunctionConfiguration['Runtime']>,
    ...{ Role, Handler, CodeSize, Description, Timeout, MemorySize },
    LastModified: lastModified(version.LastModified),
    ...{ CodeSha256, Version, RevisionId },
    TracingConfig: { Mode: 'PassThrough' },
    PackageType: 'Zip',
    Architectures: version.Architectures as FunctionConfiguration['Architectures'],
    EphemeralStorage: { Size: version.EphemeralStorage },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    LoggingConfig: { LogFormat: 'Text', LogGroup: version.LogGroup },
    ...(Environment === undefined ? {} : { Environment }),
    ...(KMSKeyArn === undefined ? {} : { KMSKeyArn }),
    ...states[progress],
  };
}

function ownQualifier({ Version }: VersionRecord): string {
  return Version === latest ? '' : Version;
}

// Recorded in LocalStack's snapshots of AWS.
const states: Readonly<Record<Progress, Partial<FunctionConfiguration>>> = {
  new: {
    State: 'Pending',
    StateReason: 'The function is being created.',
    StateReasonCode: 'Creating',
  },
  changed: {
    State: 'Active',
    LastUpdateStatus: 'InProgress',
    LastUpdateStatusReason: 'The function is being created.',
    // The API model of the SDK does not know it; it is recorded all the same.
    LastUpdateStatusReasonCode: 'Creating' as 'InternalError',
  },
  done: { State: 'Active', LastUpdateStatus: 'Successful' },
};

/** `2026-11-27T00:16:14.000+0000`, as Lambda writes it. */
function lastModified(time: number): string {
  return new Date(time).toISOString().replace('Z', '+0000');
}
