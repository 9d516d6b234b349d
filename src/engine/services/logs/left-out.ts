import { AwsError } from '../../errors';
import type { Operation } from '../../operation';

/** What the model leaves out is refused by name. */
export const notImplemented = (what: string) =>
  new AwsError('NotImplemented', `This model leaves this out: ${what}.`, 501);

/** Operations that the model leaves out, by what they are about. */
const families: Readonly<Record<string, readonly string[]>> = {
  'subscription filters and destinations': [
    ...['PutSubscriptionFilter', 'DescribeSubscriptionFilters', 'DeleteSubscriptionFilter'],
    ...['PutDestination', 'PutDestinationPolicy', 'DescribeDestinations', 'DeleteDestination'],
  ],
  'CloudWatch Logs Insights': [
    ...['StartQuery', 'StopQuery', 'GetQueryResults', 'DescribeQueries', 'GetLogRecord'],
    ...['GetLogGroupFields', 'GetLogFields', 'ListLogGroupsForQuery', 'PutQueryDefinition'],
    ...['DescribeQueryDefinitions', 'DeleteQueryDefinition', 'CreateScheduledQuery'],
    ...['GetScheduledQuery', 'GetScheduledQueryHistory', 'ListScheduledQueries'],
    ...['UpdateScheduledQuery', 'DeleteScheduledQuery', 'ListAggregateLogGroupSummaries'],
    ...['CreateLookupTable', 'DescribeLookupTables', 'GetLookupTable', 'UpdateLookupTable'],
    'DeleteLookupTable',
  ],
  'field indexes': [
    ...['PutIndexPolicy', 'DescribeIndexPolicies', 'DeleteIndexPolicy', 'DescribeFieldIndexes'],
  ],
  'Live Tail': ['StartLiveTail'],
  'exports and imports': [
    ...['CreateExportTask', 'CancelExportTask', 'DescribeExportTasks', 'CreateImportTask'],
    ...['CancelImportTask', 'DescribeImportTasks', 'DescribeImportTaskBatches'],
  ],
  'deliveries of logs': [
    ...['CreateDelivery', 'GetDelivery', 'DescribeDeliveries', 'DeleteDelivery'],
    ...['UpdateDeliveryConfiguration', 'DescribeConfigurationTemplates', 'PutDeliverySource'],
    ...['GetDeliverySource', 'DescribeDeliverySources', 'DeleteDeliverySource'],
    ...['PutDeliveryDestination', 'GetDeliveryDestination', 'DescribeDeliveryDestinations'],
    ...['DeleteDeliveryDestination', 'PutDeliveryDestinationPolicy'],
    ...['GetDeliveryDestinationPolicy', 'DeleteDeliveryDestinationPolicy'],
  ],
  'anomaly detection': [
    ...['CreateLogAnomalyDetector', 'GetLogAnomalyDetector', 'ListLogAnomalyDetectors'],
    ...['UpdateLogAnomalyDetector', 'DeleteLogAnomalyDetector', 'ListAnomalies', 'UpdateAnomaly'],
  ],
  'data protection and account policies': [
    ...['PutDataProtectionPolicy', 'GetDataProtectionPolicy', 'DeleteDataProtectionPolicy'],
    ...['PutAccountPolicy', 'DescribeAccountPolicies', 'DeleteAccountPolicy'],
  ],
  'transformers of log events': [
    ...['PutTransformer', 'GetTransformer', 'TestTransformer', 'DeleteTransformer'],
  ],
  'integrations with other stores': [
    ...['PutIntegration', 'GetIntegration', 'ListIntegrations', 'DeleteIntegration'],
    ...['AssociateSourceToS3TableIntegration', 'DisassociateSourceFromS3TableIntegration'],
    'ListSourcesForS3TableIntegration',
  ],
  'large log objects': ['GetLogObject'],
  'bearer tokens': ['PutBearerTokenAuthentication'],
};

function refused(what: string): Operation<object, never> {
  return {
    permissions: () => [],
    handle() {
      throw notImplemented(what);
    },
  };
}

/** The operations that are left out: whoever calls one learns so by name. */
export const leftOut: Readonly<Record<string, Operation<object, never>>> = Object.fromEntries(
  Object.entries(families).flatMap(([what, names]) => names.map((name) => [name, refused(what)])),
);
