import type { Action, ListDefinition } from '../definition';
import { givenText, textOf, type Values } from '../form/values';

const isExternal = (values: Values) => textOf(values, 'type') === 'EXTERNAL_KEY_STORE';

const create: Action<undefined> = {
  ...{ id: 'create', title: 'Create key store', submit: 'Create key store' },
  steps: (values) => [
    {
      title: 'Create key store',
      notes: [
        'There is no CloudHSM cluster and no external key manager here. The request is checked as AWS checks it, and its refusal says what is missing.',
      ],
      fields: [
        { kind: 'text', name: 'name', label: 'Custom key store name', required: true },
        {
          ...{ kind: 'choice', name: 'type', label: 'Key store type', required: true },
          options: [
            {
              ...{ value: 'AWS_CLOUDHSM', label: 'AWS CloudHSM key store' },
              help: 'Key material in HSMs of your own cluster.',
            },
            {
              ...{ value: 'EXTERNAL_KEY_STORE', label: 'External key store' },
              help: 'Key material outside AWS, reached through a proxy of yours.',
            },
          ],
        },
        ...(isExternal(values)
          ? [
              {
                ...({ kind: 'select', name: 'connectivity', label: 'Proxy connectivity' } as const),
                options: [
                  { value: 'PUBLIC_ENDPOINT', label: 'Public endpoint' },
                  { value: 'VPC_ENDPOINT_SERVICE', label: 'VPC endpoint service' },
                ],
              },
              {
                ...({ kind: 'text', name: 'endpoint', label: 'Proxy URI endpoint' } as const),
                ...{ required: true, placeholder: 'https://proxy.example.com' },
              },
              {
                ...({ kind: 'text', name: 'path', label: 'Proxy URI path' } as const),
                ...{ required: true, value: '/kms/xks/v1' },
              },
              {
                ...({
                  kind: 'text',
                  name: 'access',
                  label: 'Proxy credential: access key ID',
                } as const),
                required: true,
              },
              {
                ...({
                  kind: 'password',
                  name: 'secret',
                  label: 'Proxy credential: secret access key',
                } as const),
                required: true,
              },
            ]
          : [
              {
                ...({ kind: 'text', name: 'cluster', label: 'CloudHSM cluster ID' } as const),
                ...{ required: true, placeholder: 'cluster-1a23b4cdefg' },
              },
              {
                ...({ kind: 'area', name: 'anchor', label: 'Trust anchor certificate' } as const),
                ...{ required: true, help: 'What customerCA.crt holds.' },
              },
              {
                ...({ kind: 'password', name: 'password', label: 'Password of kmsuser' } as const),
                required: true,
              },
            ]),
      ],
    },
  ],
  requests: (values) => [
    {
      ...{ service: 'kms', operation: 'CreateCustomKeyStore' },
      input: {
        CustomKeyStoreName: textOf(values, 'name'),
        ...(isExternal(values)
          ? {
              CustomKeyStoreType: 'EXTERNAL_KEY_STORE',
              XksProxyConnectivity: textOf(values, 'connectivity'),
              XksProxyUriEndpoint: givenText(values, 'endpoint'),
              XksProxyUriPath: givenText(values, 'path'),
              XksProxyAuthenticationCredential: {
                AccessKeyId: textOf(values, 'access'),
                RawSecretAccessKey: textOf(values, 'secret'),
              },
            }
          : {
              CloudHsmClusterId: givenText(values, 'cluster'),
              TrustAnchorCertificate: givenText(values, 'anchor'),
              KeyStorePassword: givenText(values, 'password'),
            }),
      },
    },
  ],
};

/** Custom key stores: there is nothing here to keep keys in, so the list stays empty. */
export const customKeyStores: ListDefinition<{ readonly name: string }> = {
  ...{ id: 'custom-key-stores', title: 'Custom key stores', one: 'key store' },
  rows: () => [],
  idOf: ({ name }) => name,
  columns: [{ title: 'Name', text: ({ name }) => name }],
  empty:
    'A custom key store keeps key material in an AWS CloudHSM cluster, or in a key manager outside AWS. This Region has neither.',
  actions: [create],
};
