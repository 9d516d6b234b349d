import { expect, it } from 'vitest';
import { concepts } from '../../src/learning/concepts';
import { Workstation } from '../shell/aws/workstation';

it('has concepts of dated facts, under ids of their own', () => {
  expect(new Set(concepts.map(({ id }) => id)).size).toBe(concepts.length);
  for (const { facts } of concepts) expect(facts.length).toBeGreaterThan(0);
});

it('says what the model does where AWS has custom key stores', async () => {
  const { here } = concepts.find(({ id }) => id === 'custom-key-stores')!;
  const [list = '', create = ''] = [...here.matchAll(/`aws ([^`]+)`/g)].map(([, line]) => line);
  const workstation = new Workstation().signIn();
  const aws = (line: string) => workstation.aws(...line.split(' '));
  const { stdout, exitCode } = await aws(list);
  expect([JSON.parse(stdout), exitCode]).toEqual([{ CustomKeyStores: [] }, 0]);
  const store = '--custom-key-store-name mine';
  const cluster = '--cloud-hsm-cluster-id cluster-abc234defgh --key-store-password kmsPswd';
  const { stderr } = await aws(`${create} ${store} ${cluster} --trust-anchor-certificate pem`);
  expect(stderr).toContain('CloudHsmClusterNotFoundException');
  const proxy =
    '--custom-key-store-type EXTERNAL_KEY_STORE --xks-proxy-connectivity PUBLIC_ENDPOINT';
  const at = '--xks-proxy-uri-endpoint https://xks.example.com --xks-proxy-uri-path /kms/xks/v1';
  const secret = `AccessKeyId=${'A'.repeat(20)},RawSecretAccessKey=${'s'.repeat(43)}`;
  const external = `${create} ${store} ${proxy} ${at}`;
  const failed = await aws(`${external} --xks-proxy-authentication-credential ${secret}`);
  expect(failed.stderr).toContain('XksProxyUriUnreachableException');
});
