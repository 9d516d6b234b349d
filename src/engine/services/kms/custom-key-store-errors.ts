import { AwsError } from '../../errors';

/**
 * Custom key stores, of which there are none. AWS's texts are not published: these are the KMS API
 * Reference's descriptions of the exceptions, or this model's.
 */
export const customKeyStores = {
  notFound: () =>
    new AwsError(
      'CustomKeyStoreNotFoundException',
      'KMS cannot find a custom key store with the specified key store name or ID.',
    ),
  noCluster: () =>
    new AwsError(
      'CloudHsmClusterNotFoundException',
      'KMS cannot find the CloudHSM cluster with the specified cluster ID.',
    ),
  unreachableProxy: () =>
    new AwsError(
      'XksProxyUriUnreachableException',
      'KMS was unable to reach the specified XksProxyUriPath.',
    ),
  noEndpointService: () =>
    new AwsError(
      'XksProxyVpcEndpointServiceNotFoundException',
      'KMS could not find the specified VPC endpoint service.',
    ),
  missing: (member: string, type: string) =>
    new AwsError('ValidationException', `${member} is required for ${type}.`),
  idAndName: () =>
    new AwsError(
      'ValidationException',
      'You can specify either the CustomKeyStoreId or the CustomKeyStoreName, but not both.',
    ),
  withOrigin: (member: string, origin: string) =>
    new AwsError('ValidationException', `${member} is not valid for KMS keys of origin ${origin}.`),
};
