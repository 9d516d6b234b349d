import type {
  ConnectCustomKeyStoreRequest,
  CreateCustomKeyStoreRequest,
  DeleteCustomKeyStoreRequest,
  DescribeCustomKeyStoresRequest,
  DescribeCustomKeyStoresResponse,
  DisconnectCustomKeyStoreRequest,
  UpdateCustomKeyStoreRequest,
} from '@aws-sdk/client-kms';
import type { Operation } from '../../operation';
import { customKeyStores as errors } from './custom-key-store-errors';

// A Region without AWS CloudHSM clusters and external key managers: the operations exist, and
// answer as AWS does where there is nothing to keep keys in.

/** What each type of store cannot do without. Source: AWS KMS API Reference, CreateCustomKeyStore. */
const required = {
  AWS_CLOUDHSM: ['CloudHsmClusterId', 'KeyStorePassword', 'TrustAnchorCertificate'],
  EXTERNAL_KEY_STORE: [
    'XksProxyConnectivity',
    'XksProxyUriEndpoint',
    'XksProxyUriPath',
    'XksProxyAuthenticationCredential',
  ],
} as const;

export const CreateCustomKeyStore: Operation<CreateCustomKeyStoreRequest, never> = {
  handle(input) {
    const { CustomKeyStoreType = 'AWS_CLOUDHSM', XksProxyConnectivity } = input;
    for (const member of required[CustomKeyStoreType]) {
      if (input[member] === undefined) throw errors.missing(member, CustomKeyStoreType);
    }
    if (CustomKeyStoreType === 'AWS_CLOUDHSM') throw errors.noCluster();
    throw XksProxyConnectivity === 'VPC_ENDPOINT_SERVICE'
      ? errors.noEndpointService()
      : errors.unreachableProxy();
  },
};

export const DescribeCustomKeyStores: Operation<
  DescribeCustomKeyStoresRequest,
  DescribeCustomKeyStoresResponse
> = {
  handle({ CustomKeyStoreId, CustomKeyStoreName }) {
    if (CustomKeyStoreId !== undefined && CustomKeyStoreName !== undefined) {
      throw errors.idAndName();
    }
    if (CustomKeyStoreId !== undefined || CustomKeyStoreName !== undefined) throw errors.notFound();
    return { CustomKeyStores: [], Truncated: false };
  },
};

type OfOneStore =
  | ConnectCustomKeyStoreRequest
  | DeleteCustomKeyStoreRequest
  | DisconnectCustomKeyStoreRequest
  | UpdateCustomKeyStoreRequest;

const notFound: Operation<OfOneStore, never> = {
  handle() {
    throw errors.notFound();
  },
};

export const ConnectCustomKeyStore = notFound;
export const DeleteCustomKeyStore = notFound;
export const DisconnectCustomKeyStore = notFound;
export const UpdateCustomKeyStore = notFound;
