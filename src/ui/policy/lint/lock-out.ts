import { letsChangeKeyPolicy, parsePolicy, type Principal } from '../../../engine/iam/index';
import { parseArn } from '../../../engine/arn';
import { memberOf, type JsonNode } from '../json-nodes';
import type { Finding } from '../../editor/finding';
import { at } from './finding';

/**
 * A key policy after which nobody it names could change it again: AWS KMS refuses it to a caller
 * whom it locks out.
 */
export function lockOut(text: string, document: JsonNode | undefined): Finding[] {
  const policy = { name: 'key policy', document: text };
  const named = parsePolicy(text, 'key').statements.flatMap(({ principal }) =>
    (principal?.entries ?? []).map(({ value }) => value),
  );
  if (named.includes('*')) named.push('arn:aws:iam::000000000000:root');
  const safe = named.some((value) => {
    const principal = principalOf(value);
    if (principal === undefined) return false;
    const context = { 'kms:CallerAccount': principal.account };
    return letsChangeKeyPolicy(policy, principal, principal.account, context);
  });
  if (safe) return [];
  const place = document?.kind === 'object' ? memberOf(document, 'Statement')?.name : undefined;
  const message =
    'It locks everybody out: nobody it names may call kms:PutKeyPolicy. AWS KMS: "The new key policy will not allow you to update the key policy in the future."';
  return [at(place ?? { from: 0, to: 1 }, 'error', message)];
}

type Known = Extract<Principal, { readonly account: string }>;

function principalOf(value: string): Known | undefined {
  if (/^\d{12}$/.test(value)) return rootOf(value);
  const arn = parseArn(value);
  if (arn === undefined) return undefined;
  const { account, resource } = arn;
  if (resource === 'root') return rootOf(account);
  const [type = '', ...path] = resource.split('/');
  const name = path.at(-1) ?? '';
  if (type === 'user') return { type: 'User', account, arn: value, userName: name, userId: '' };
  if (type === 'role') {
    const session = { arn: `arn:aws:sts::${account}:assumed-role/${name}/session`, userId: '' };
    return { type: 'AssumedRole', account, roleArn: value, sessionName: 'session', ...session };
  }
  if (type !== 'assumed-role') return undefined;
  const [role = '', sessionName = ''] = path;
  const roleArn = `arn:aws:iam::${account}:role/${role}`;
  return { type: 'AssumedRole', account, arn: value, roleArn, userId: '', sessionName };
}

const rootOf = (account: string): Known => ({
  ...{ type: 'Root', account },
  arn: `arn:aws:iam::${account}:root`,
});
