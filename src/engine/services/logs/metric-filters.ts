import type {
  DeleteMetricFilterRequest,
  DescribeMetricFiltersRequest,
  DescribeMetricFiltersResponse,
  MetricFilter,
  PutMetricFilterRequest,
  TestMetricFilterRequest,
  TestMetricFilterResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Context, Operation } from '../../operation';
import { logsResourceQuotas } from '../../quotas/index';
import { checkReadable } from './classes';
import { limitExceeded, metricFilters as errors } from './errors';
import { notImplemented } from './left-out';
import { existing, findGroup, type FoundGroup } from './lookup';
import { readToken, tokenOf } from './paging';
import { compilePattern } from './patterns/index';
import { streamPermission } from './permissions';
import { filterKey, groupPrefix, groupsTable, metricFiltersTable } from './state';

// Metric filters are kept and shown, and their patterns are real; metrics are not, as the model has
// no CloudWatch that would take them.

/** Metric filters on a page. Source: CloudWatch Logs API Reference, DescribeMetricFilters, `limit`. */
const pageSize = 50;

/** Dimensions of a metric. Source: CloudWatch Logs API Reference, MetricTransformation. */
const dimensionsPerMetric = 3;

/** Checks what a metric filter is to do with what it finds. */
function checkTransformations({
  filterPattern = '',
  metricTransformations = [],
}: PutMetricFilterRequest): void {
  const { kind } = compilePattern(filterPattern);
  for (const { dimensions, defaultValue } of metricTransformations) {
    const count = Object.keys(dimensions ?? {}).length;
    if (count === 0) continue;
    if (kind !== 'json' && kind !== 'columns') throw errors.noDimensions();
    if (defaultValue !== undefined) throw errors.dimensionsAndDefault();
    if (count > dimensionsPerMetric) throw errors.tooManyDimensions(dimensionsPerMetric);
  }
}

export const PutMetricFilter: Operation<PutMetricFilterRequest, object, FoundGroup> = {
  target: ({ logGroupName = '' }, ctx) => findGroup(ctx, logGroupName),
  permissions: (_, found) => [streamPermission('PutMetricFilter', found)],
  handle(input, ctx, found) {
    const group = existing(ctx, found);
    checkReadable(group, 'PutMetricFilter');
    if (
      input.applyOnTransformedLogs === true ||
      (input.fieldSelectionCriteria ?? input.emitSystemFieldDimensions) !== undefined
    ) {
      throw notImplemented('metric filters on transformed logs and on system fields');
    }
    checkTransformations(input);
    const { filterName = '', filterPattern = '', metricTransformations = [] } = input;
    const key = filterKey(found.key, filterName);
    const isNew = ctx.get(metricFiltersTable, key) === undefined;
    if (isNew && group.metricFilterCount >= logsResourceQuotas.metricFilters.value)
      throw limitExceeded();
    ctx.put(metricFiltersTable, key, {
      ...{ filterName, filterPattern, metricTransformations, creationTime: ctx.now },
      ...{ logGroupName: group.logGroupName, applyOnTransformedLogs: false },
    });
    if (isNew) count(ctx, found.key, 1);
    return {};
  },
};

function count(ctx: Context, key: string, change: number): void {
  const group = ctx.get(groupsTable, key);
  if (group === undefined) return;
  ctx.put(groupsTable, key, { ...group, metricFilterCount: group.metricFilterCount + change });
}

export const DeleteMetricFilter: Operation<DeleteMetricFilterRequest, object, FoundGroup> = {
  target: ({ logGroupName = '' }, ctx) => findGroup(ctx, logGroupName),
  permissions: (_, found) => [streamPermission('DeleteMetricFilter', found)],
  handle({ filterName = '' }, ctx, found) {
    existing(ctx, found);
    const key = filterKey(found.key, filterName);
    if (ctx.get(metricFiltersTable, key) === undefined) throw errors.notFound();
    ctx.delete(metricFiltersTable, key);
    count(ctx, found.key, -1);
    return {};
  },
};

export const DescribeMetricFilters: Operation<
  DescribeMetricFiltersRequest,
  DescribeMetricFiltersResponse,
  FoundGroup
> = {
  target: ({ logGroupName = '' }, ctx) => findGroup(ctx, logGroupName),
  permissions: (_, found) => [streamPermission('DescribeMetricFilters', found)],
  handle(input, ctx, found) {
    const { logGroupName, metricName, metricNamespace, limit = pageSize, nextToken } = input;
    if ((metricName === undefined) !== (metricNamespace === undefined)) {
      throw errors.nameWithoutNamespace();
    }
    if (logGroupName !== undefined) existing(ctx, found);
    const prefix =
      logGroupName === undefined
        ? groupPrefix(ctx.caller.account, ctx.region)
        : filterKey(found.key, input.filterNamePrefix ?? '');
    const filters = ctx
      .range(metricFiltersTable, { prefix })
      .map(([, filter]) => filter)
      .filter((filter) => isAsked(filter, input))
      .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
    const after = nextToken === undefined ? '' : readToken(nextToken);
    const rest = filters.filter((filter) => placeOf(filter) > after);
    const page = rest.slice(0, limit);
    const last = rest.length > limit ? page.at(-1) : undefined;
    return {
      metricFilters: page,
      ...(last === undefined ? {} : { nextToken: tokenOf(placeOf(last)) }),
    };
  },
};

/** Filters come in the order of their names; neither they nor log groups have a colon in theirs. */
const placeOf = ({ filterName = '', logGroupName = '' }: MetricFilter) =>
  `${filterName}:${logGroupName}`;

function isAsked(
  { filterName = '', metricTransformations = [] }: MetricFilter,
  { filterNamePrefix = '', metricName, metricNamespace }: DescribeMetricFiltersRequest,
): boolean {
  if (!filterName.startsWith(filterNamePrefix)) return false;
  return (
    metricName === undefined ||
    metricTransformations.some(
      (one) => one.metricName === metricName && one.metricNamespace === metricNamespace,
    )
  );
}

export const TestMetricFilter: Operation<TestMetricFilterRequest, TestMetricFilterResponse> = {
  handle({ filterPattern = '', logEventMessages = [] }) {
    const pattern = compilePattern(filterPattern);
    const matches = logEventMessages.flatMap((eventMessage, i) =>
      pattern.matches(eventMessage)
        ? [{ eventNumber: i + 1, eventMessage, extractedValues: pattern.extract(eventMessage) }]
        : [],
    );
    return { matches };
  },
};
