import type {
  LabelParameterVersionRequest,
  LabelParameterVersionResult,
  UnlabelParameterVersionRequest,
  UnlabelParameterVersionResult,
} from '@aws-sdk/client-ssm';
import type { Context, Operation } from '../../operation';
import { namedNotFound, tooManyLabels, versionNotFound } from './errors';
import { changeEvent } from './events';
import { findParameter, latestVersion, versionOf, type FoundParameter } from './lookup';
import { parameterPermission } from './permissions';
import { parametersTable, type ParameterRecord } from './state';

/** Labels of one version. Source: Systems Manager User Guide, "Working with parameter labels". */
const labelsPerVersion = 10;

/** What a label may look like. Source: same. */
function isValid(label: string): boolean {
  return /^[\w.-]+$/.test(label) && !/^(?:\d|aws|ssm)/i.test(label);
}

type Labels = Readonly<Record<string, number>>;

/** The version a request is about: the latest where it names none. */
function versionAsked(
  ctx: Context,
  { key, parameter, reference: { text } }: FoundParameter,
  asked?: number,
): { readonly parameter: ParameterRecord; readonly number: number } {
  if (parameter === undefined) throw namedNotFound(text);
  const number = asked ?? parameter.Version;
  if (versionOf(ctx, key, parameter, number) === undefined) throw versionNotFound(number, text);
  return { parameter, number };
}

function write(ctx: Context, key: string, { labels: _, ...rest }: ParameterRecord, labels: Labels) {
  const hasLabels = Object.keys(labels).length > 0;
  ctx.put(parametersTable, key, hasLabels ? { ...rest, labels } : rest);
}

export const LabelParameterVersion: Operation<
  LabelParameterVersionRequest,
  LabelParameterVersionResult,
  FoundParameter
> = {
  target: ({ Name = '' }, ctx) => findParameter(ctx, Name),
  permissions: (_, found) => [parameterPermission('LabelParameterVersion', found)],
  handle({ ParameterVersion, Labels = [] }, ctx, found) {
    const { parameter, number } = versionAsked(ctx, found, ParameterVersion);
    const InvalidLabels = Labels.filter((label) => !isValid(label));
    // A label is on one version: it moves to this one.
    const labels: Record<string, number> = { ...parameter.labels };
    for (const label of Labels) if (isValid(label)) labels[label] = number;
    const count = Object.values(labels).filter((on) => on === number).length;
    if (count > labelsPerVersion) throw tooManyLabels(labelsPerVersion);
    write(ctx, found.key, parameter, labels);
    const { Description } = latestVersion(ctx, found.key, parameter).version;
    changeEvent(ctx, found.reference, 'LabelParameterVersion', parameter, Description);
    return { InvalidLabels, ParameterVersion: number };
  },
};

export const UnlabelParameterVersion: Operation<
  UnlabelParameterVersionRequest,
  UnlabelParameterVersionResult,
  FoundParameter
> = {
  target: ({ Name = '' }, ctx) => findParameter(ctx, Name),
  permissions: (_, found) => [parameterPermission('UnlabelParameterVersion', found)],
  handle({ ParameterVersion, Labels = [] }, ctx, found) {
    const { parameter, number } = versionAsked(ctx, found, ParameterVersion);
    const labels: Record<string, number> = { ...parameter.labels };
    const RemovedLabels = Labels.filter((label) => labels[label] === number);
    for (const label of RemovedLabels) delete labels[label];
    write(ctx, found.key, parameter, labels);
    return { RemovedLabels, InvalidLabels: Labels.filter((l) => !RemovedLabels.includes(l)) };
  },
};
