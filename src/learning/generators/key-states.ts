import { commonOf, Draw, outcomesOf, type About, type Generator } from './generator';
import { catalogue } from './catalogue';
import { Script } from './script';

const states = ['enabled', 'disabled', 'pending deletion', 'pending import'] as const;
const operations = [
  ['Encrypt', { KeyId: '$KEY', Plaintext: new TextEncoder().encode('A note.') }],
  ['GenerateDataKey', { KeyId: '$KEY', KeySpec: 'AES_256' }],
  ['DescribeKey', { KeyId: '$KEY' }],
  ['EnableKey', { KeyId: '$KEY' }],
  ['DisableKey', { KeyId: '$KEY' }],
  ['EnableKeyRotation', { KeyId: '$KEY' }],
  ['ScheduleKeyDeletion', { KeyId: '$KEY', PendingWindowInDays: 7 }],
  ['CancelKeyDeletion', { KeyId: '$KEY' }],
  ['CreateAlias', { AliasName: 'alias/new', TargetKeyId: '$KEY' }],
  ['UpdateKeyDescription', { KeyId: '$KEY', Description: 'Wages' }],
  ['GetKeyPolicy', { KeyId: '$KEY' }],
  ['RotateKeyOnDemand', { KeyId: '$KEY' }],
] as const;

const about: About = catalogue.keyStates;

/** Which operations a KMS key takes in which key state. */
export const keyStates: Generator = {
  ...about,
  async generate(seed) {
    const draw = new Draw(seed);
    const [state, [operation, input]] = [draw.one(states), draw.one(operations)];
    const script = new Script();
    const origin = state === 'pending import' ? { Origin: 'EXTERNAL' } : {};
    await script.call('kms', 'CreateKey', origin, ['KEY', 'KeyMetadata.KeyId']);
    if (state === 'disabled') await script.call('kms', 'DisableKey', { KeyId: '$KEY' });
    if (state === 'pending deletion') {
      await script.call('kms', 'ScheduleKeyDeletion', { KeyId: '$KEY', PendingWindowInDays: 30 });
    }
    const { line, outcome } = await script.ask('kms', operation, input, { query: '`true`' });
    const options = outcomesOf(
      [
        {
          text: 'It succeeds',
          equals: true,
          why: `${operation} is compared with the key state; what is about the key itself is often taken in states in which its use is not.`,
        },
        {
          text: 'DisabledException',
          equals: 'DisabledException',
          why: 'That is the error of a disabled key, for operations that use the key material.',
        },
        {
          text: 'KMSInvalidStateException',
          equals: 'KMSInvalidStateException',
          why: 'That is the error of a key state that the operation is not for.',
        },
        {
          text: 'UnsupportedOperationException',
          equals: 'UnsupportedOperationException',
          why: 'That is the error of an operation that this kind of key never has, whatever its state.',
        },
      ],
      outcome,
      seed,
    );
    if (options === undefined) return undefined;
    const kind = state === 'pending import' ? 'with imported key material' : 'symmetric encryption';
    return {
      ...commonOf(about, seed, script),
      type: 'predict',
      stem: `A customer managed KMS key (${kind}) is ${state}. You are the administrator and call \`${operation}\` on it. What does the request come to?`,
      run: [line],
      query: '`true`',
      options,
      explanation:
        'Each operation has a row in the table of key states. Disabled stops the use of key material, PendingDeletion stops nearly everything but looking and cancelling, and PendingImport has no key material to use.',
    };
  },
};
