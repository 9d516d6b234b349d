import type {
  DecodeAuthorizationMessageRequest,
  DecodeAuthorizationMessageResponse,
} from '@aws-sdk/client-sts';
import { decodeBase64, encodeBase64 } from '../../base64';
import type { Evaluation, Principal, StatementExplanation } from '../../iam/index';
import type { Operation } from '../../operation';
import type { Random } from '../../random';
import type { Reader } from '../../tables';
import { invalidMessage } from './errors';
import { stsKey } from './session-tokens';

const nonceLength = 12;

/**
 * A denial as the sealed text that some services add to their refusal: only who may call
 * DecodeAuthorizationMessage learns what is in it.
 */
export async function encodeDenial(
  reader: Reader,
  random: Random,
  evaluation: Evaluation,
): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify(decoded(evaluation)));
  const iv = random.bytes(nonceLength);
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv },
    await messageKey(reader),
    text,
  );
  const message = new Uint8Array(nonceLength + sealed.byteLength);
  message.set(iv);
  message.set(new Uint8Array(sealed), nonceLength);
  return encodeBase64(message).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

export const DecodeAuthorizationMessage: Operation<
  DecodeAuthorizationMessageRequest,
  DecodeAuthorizationMessageResponse
> = {
  async handle({ EncodedMessage = '' }, ctx) {
    const base64 = EncodedMessage.replaceAll('-', '+').replaceAll('_', '/');
    const message = decodeBase64(base64.padEnd(Math.ceil(base64.length / 4) * 4, '='));
    if (message === undefined) throw invalidMessage();
    const iv = message.subarray(0, nonceLength);
    try {
      const text = await crypto.subtle.decrypt(
        { name: 'AES-GCM', iv },
        await messageKey(ctx),
        message.subarray(nonceLength),
      );
      return { DecodedMessage: new TextDecoder().decode(text) };
    } catch (cause) {
      if (cause instanceof DOMException) throw invalidMessage();
      throw cause;
    }
  },
};

function messageKey(reader: Reader): Promise<CryptoKey> {
  const key = stsKey(reader, 'authorization messages');
  if (key === undefined) throw new Error('this world has no STS secret');
  return crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

const items = <T>(list: readonly T[]) => ({ items: list });
const values = (list: readonly string[]) => items(list.map((value) => ({ value })));

/** The form of a decoded message, as AWS's answers in public reports have it. */
function decoded({ decision, policies, request }: Evaluation) {
  const denying = policies
    .filter(({ says }) => says === 'Deny')
    .flatMap(({ statements }) => statements)
    .filter(({ matched, effect }) => matched && effect === 'Deny');
  return {
    allowed: decision === 'Allow',
    explicitDeny: decision === 'ExplicitDeny',
    matchedStatements: items(denying.map(matchedStatement)),
    failures: items([]),
    context: {
      principal: principal(request.principal),
      action: request.action,
      resource: request.resource,
      conditions: items(
        Object.entries(request.context).map(([key, value]) => ({
          ...{ key, values: values([value].flat()) },
        })),
      ),
    },
  };
}

function matchedStatement(statement: StatementExplanation) {
  return {
    statementId: statement.sid ?? '',
    effect: statement.effect.toUpperCase(),
    principals: values(statement.principal?.values ?? []),
    principalGroups: items([]),
    actions: values(statement.action.values ?? []),
    resources: values(statement.resource?.values ?? []),
    conditions: items(
      statement.conditions.map(({ key, values: wanted }) => ({ key, values: values(wanted) })),
    ),
  };
}

function principal(of: Principal) {
  switch (of.type) {
    case 'Root':
      return { id: of.account, name: 'root', arn: of.arn };
    case 'User':
      return { id: of.userId, name: of.userName, arn: of.arn };
    case 'AssumedRole':
    case 'FederatedUser':
      return { id: of.userId, arn: of.arn };
    case 'Anonymous':
      return { id: 'anonymous' };
    case 'Service':
      return { id: of.service, arn: of.service };
    case 'Federated':
      return { id: of.provider, arn: of.provider };
  }
}
