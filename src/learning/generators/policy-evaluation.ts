import { commonOf, Draw, type About, type Generator } from './generator';
import { shuffled } from '../shuffle';
import { catalogue } from './catalogue';
import { policyOf, Script } from './script';

const users = ['ann', 'ben', 'cleo', 'dina', 'emil', 'fay', 'gus', 'hana', 'ivo', 'june'];
const operations = ['Encrypt', 'GenerateDataKey', 'DescribeKey'] as const;

const root = 'arn:aws:iam::123456789012:root';

const about: About = catalogue.policyEvaluation;

/** Whether key policy and IAM policy together allow a request, and what decides. */
export const policyEvaluation: Generator = {
  ...about,
  async generate(seed) {
    const draw = new Draw(seed);
    const user = draw.one(users);
    const operation = draw.one(operations);
    const [named, allowed, denied] = [
      draw.one(operations),
      draw.one(operations),
      draw.one(operations),
    ];
    const delegates = draw.int(0, 2) > 0;
    const principal = { AWS: `arn:aws:iam::123456789012:user/${user}` };
    const deny = draw.int(0, 2) === 0;
    const statement = (Effect: string, Principal: object, Action: string | readonly string[]) => ({
      ...{ Effect, Principal, Action, Resource: '*' },
    });
    const administration = ['kms:Put*', 'kms:Create*', 'kms:Get*', 'kms:Schedule*', 'kms:List*'];
    const Policy = JSON.stringify(
      policyOf(
        delegates
          ? statement('Allow', { AWS: root }, 'kms:*')
          : statement('Allow', { AWS: 'arn:aws:iam::123456789012:user/admin' }, [
              ...administration,
              'kms:Describe*',
            ]),
        statement('Allow', principal, `kms:${named}`),
        ...(deny ? [statement('Deny', principal, `kms:${denied}`)] : []),
      ),
    );
    const script = new Script();
    const own = policyOf({ Effect: 'Allow', Action: `kms:${allowed}`, Resource: '*' });
    await script.user(user, own);
    await script.call('kms', 'CreateKey', { Policy }, ['KEY', 'KeyMetadata.KeyId']);
    script.lines.push('echo "$KEY" > key-id');
    const input = {
      ...{ KeyId: '$KEY' },
      ...(operation === 'Encrypt' ? { Plaintext: new TextEncoder().encode('x') } : {}),
      ...(operation === 'GenerateDataKey' ? { KeySpec: 'AES_256' } : {}),
    };
    const asked = () => script.ask('kms', operation, input, { as: user });
    const { line, message } = await asked();
    await script.ask('iam', 'DeleteUserPolicy', { UserName: user, PolicyName: 'own' });
    const without = (await asked()).message;
    const key =
      message !== ''
        ? message.includes('explicit deny')
          ? 'deny'
          : 'nothing'
        : without === ''
          ? 'key policy'
          : 'IAM';
    // Where both would do, "by which policy" has no one answer.
    if (key === 'key policy' && delegates && allowed === operation) return undefined;
    const ask = line.replace('"$KEY"', '"$(cat key-id)"');
    const drop = `aws iam delete-user-policy --user-name ${user} --policy-name own`;
    const offered = [
      {
        id: 'key policy',
        text: 'It is allowed, by the key policy alone.',
        why: 'In the account of the key a statement of the key policy that names the user is enough.',
        run: `${drop} && ${ask} > /tmp/out`,
      },
      {
        id: 'IAM',
        text: 'It is allowed, by the IAM policy, to which the key policy leaves it.',
        why: 'An IAM policy counts only where the key policy allows the account, and no statement of the key policy need name the user then.',
        run: `${ask} > /tmp/out && ${drop} && if ${ask} > /tmp/out 2>&1; then false; else true; fi`,
      },
      {
        id: 'nothing',
        text: 'It is denied, because no policy that counts allows it.',
        why: 'What no statement allows is denied; an IAM policy does not count where the key policy does not allow the account.',
        run: `${ask} 2>&1 | grep -q "policy allows the"`,
      },
      {
        id: 'deny',
        text: 'It is denied, by an explicit Deny.',
        why: 'A Deny that matches the request beats every Allow.',
        run: `${ask} 2>&1 | grep -q "explicit deny"`,
      },
    ];
    const options = shuffled(offered, seed + 1).map(({ id, text, why, run }, i) => ({
      ...{
        id: String.fromCharCode(97 + i),
        text,
        why,
        do: [],
        claim: { run },
        correct: id === key,
      },
    }));
    return {
      ...commonOf(about, seed, script),
      type: 'choice',
      stem: `The IAM user \`${user}\` has one IAM policy, which allows \`kms:${allowed}\` on \`*\`. The key policy of a KMS key in the same account is:\n\n\`\`\`json\n${JSON.stringify(JSON.parse(Policy), null, 2)}\n\`\`\`\n\n\`${user}\` calls \`${operation}\` with this key. What comes of it, and why?`,
      options,
      explanation:
        'A Deny first. Then the key policy: it allows the user itself, or it allows the account and so leaves the decision to IAM policies. Otherwise the request is denied.',
    };
  },
};
