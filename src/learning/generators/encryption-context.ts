import { commonOf, Draw, type About, type Generator } from './generator';
import { shuffled } from '../shuffle';
import { catalogue } from './catalogue';
import { Script } from './script';

const names = ['tenant', 'purpose', 'stage', 'team', 'table', 'region'];
const values = ['Blue', 'Invoices', 'Prod', 'Audit', 'Orders', 'West'];

type Pair = readonly [string, string];
const shorthand = (pairs: readonly Pair[]) => pairs.map(([k, v]) => `${k}=${v}`).join(',');

const about: About = catalogue.encryptionContext;

/** Which encryption context decrypts what was encrypted with another spelling of it. */
export const encryptionContext: Generator = {
  ...about,
  async generate(seed) {
    const draw = new Draw(seed);
    const pairs: Pair[] = draw.some(names, 2).map((name): Pair => [name, draw.one(values)]);
    const [[a, x], [b, y]] = pairs as [Pair, Pair];
    const other = draw.one(names.filter((name) => name !== a && name !== b));
    const script = new Script();
    await script.call('kms', 'CreateKey', {}, ['KEY', 'KeyMetadata.KeyId']);
    const Plaintext = new TextEncoder().encode('A note.');
    const EncryptionContext = Object.fromEntries(pairs);
    const { output } = await script.ask('kms', 'Encrypt', {
      ...{ KeyId: '$KEY', Plaintext, EncryptionContext },
    });
    script.lines.push(
      `aws kms encrypt --key-id "$KEY" --plaintext QSBub3RlLg== --encryption-context ${shorthand(pairs)} --query CiphertextBlob --output text | base64 -d > note.kms`,
    );
    const tried: readonly (readonly [string, readonly Pair[], string])[] = [
      [
        'order',
        [
          [b, y],
          [a, x],
        ],
        'A context is a set of pairs; their order is no part of it.',
      ],
      ['subset', [[a, x]], 'Every pair is authenticated, so none may be missing.'],
      [
        'case',
        [
          [a, x.toLowerCase()],
          [b, y],
        ],
        'Names and values are compared exactly, case included.',
      ],
      [
        'more',
        [
          [a, x],
          [b, y],
          [other, 'All'],
        ],
        'A pair too many is another context.',
      ],
      [
        'swapped',
        [
          [a, y],
          [b, x],
        ],
        'The values belong to their names.',
      ],
    ];
    const chosen = [tried[0]!, ...draw.some(tried.slice(1), 3)];
    const options = [];
    for (const [i, [, context, why]] of shuffled(chosen, seed + 1).entries()) {
      const sent = await script.ask('kms', 'Decrypt', {
        CiphertextBlob: output['CiphertextBlob'],
        EncryptionContext: Object.fromEntries(context),
      });
      const text = shorthand(context);
      const run = `aws kms decrypt --ciphertext-blob fileb://note.kms --encryption-context ${text} > /tmp/out`;
      options.push({
        ...{ id: String.fromCharCode(97 + i), text: `\`${text}\``, why, do: [] },
        ...{ correct: sent.message === '', claim: { run } },
      });
    }
    if (options.filter(({ correct }) => correct).length !== 1) return undefined;
    return {
      ...commonOf(about, seed, script),
      type: 'choice',
      stem: `A note was encrypted under a symmetric KMS key with the encryption context \`${shorthand(pairs)}\`. With which context can it be decrypted?`,
      options,
      explanation:
        'The encryption context is additional authenticated data: exactly the same pairs, in any order.',
    };
  },
};
