import { describe, expect, it } from 'vitest';
import { refusalText, testWorld } from '../world';

const CustomKeyStoreId = 'cks-1234567890abcdef0';
const cluster = {
  CustomKeyStoreName: 'mine',
  CloudHsmClusterId: 'cluster-abcdefghijk',
  KeyStorePassword: 'kmsPswd1',
  TrustAnchorCertificate: 'certificate',
};

// The codes are those the AWS KMS API Reference names for what cannot be found.
describe('custom key stores in a Region without CloudHSM clusters', () => {
  it('are none', async () => {
    const { kms } = testWorld();
    expect(await kms('DescribeCustomKeyStores')).toEqual({ CustomKeyStores: [], Truncated: false });
  });

  it.each([
    ['DescribeCustomKeyStores', { CustomKeyStoreId }, 'CustomKeyStoreNotFoundException'],
    ['DescribeCustomKeyStores', { CustomKeyStoreName: 'x' }, 'CustomKeyStoreNotFoundException'],
    ['ConnectCustomKeyStore', { CustomKeyStoreId }, 'CustomKeyStoreNotFoundException'],
    ['DisconnectCustomKeyStore', { CustomKeyStoreId }, 'CustomKeyStoreNotFoundException'],
    ['UpdateCustomKeyStore', { CustomKeyStoreId }, 'CustomKeyStoreNotFoundException'],
    ['DeleteCustomKeyStore', { CustomKeyStoreId }, 'CustomKeyStoreNotFoundException'],
    ['CreateCustomKeyStore', { CustomKeyStoreName: 'mine' }, 'ValidationException'],
    ['CreateCustomKeyStore', cluster, 'CloudHsmClusterNotFoundException'],
    ['CreateKey', { Origin: 'AWS_CLOUDHSM' }, 'ValidationException'],
    ['CreateKey', { Origin: 'AWS_CLOUDHSM', CustomKeyStoreId }, 'CustomKeyStoreNotFoundException'],
    ['CreateKey', { Origin: 'EXTERNAL_KEY_STORE', CustomKeyStoreId }, 'ValidationException'],
    ['CreateKey', { CustomKeyStoreId }, 'ValidationException'],
  ])('%s %j: %s', async (operation, input, code) => {
    const { kms } = testWorld();
    expect(await refusalText(kms(operation, input))).toMatch(new RegExp(`^${code}: .`));
  });
});
