import { commonOf, Draw, outcomesOf, type About, type Generator } from './generator';
import { catalogue } from './catalogue';
import { Script } from './script';

const zones = ['us-east-1a', 'us-east-1b', 'us-east-1c'];

const about: About = catalogue.snapshotSharing;

/** Whether a snapshot can be shared, by how it is encrypted and with whom. */
export const snapshotSharing: Generator = {
  ...about,
  async generate(seed) {
    const draw = new Draw(seed);
    const how = draw.one([
      'not encrypted',
      'encrypted under `aws/ebs`',
      'encrypted under a customer managed key',
    ] as const);
    const everybody = draw.int(0, 2) === 0;
    const size = draw.int(1, 40);
    const account = draw.one(['210987654321', '345678901234', '456789012345']);
    const script = new Script();
    const custom = how === 'encrypted under a customer managed key';
    if (custom) await script.call('kms', 'CreateKey', {}, ['KEY', 'KeyMetadata.Arn']);
    await script.call(
      'ec2',
      'CreateVolume',
      {
        ...{ AvailabilityZone: draw.one(zones), Size: size },
        ...(how === 'not encrypted' ? {} : { Encrypted: true }),
        ...(custom ? { KmsKeyId: '$KEY' } : {}),
      },
      ['VOLUME', 'VolumeId'],
    );
    await script.wait(1);
    await script.call('ec2', 'CreateSnapshot', { VolumeId: '$VOLUME' }, ['SNAPSHOT', 'SnapshotId']);
    await script.wait(1);
    const sent = await script.ask(
      'ec2',
      'ModifySnapshotAttribute',
      {
        ...{ SnapshotId: '$SNAPSHOT', Attribute: 'createVolumePermission', OperationType: 'add' },
        ...(everybody ? { GroupNames: ['all'] } : { UserIds: [account] }),
      },
      { query: '`true`' },
    );
    const options = outcomesOf(
      [
        {
          text: 'It is shared, and nothing else is needed to use it',
          equals: how === 'not encrypted' ? true : 'no',
          why: 'That is so for a snapshot that is not encrypted.',
        },
        {
          text: 'It is shared, and the other account also needs the KMS key',
          equals: how === 'not encrypted' ? 'no' : true,
          why: 'That is so for a snapshot under a customer managed key, which is shared with single accounts.',
        },
        {
          text: 'OperationNotPermitted',
          equals: 'OperationNotPermitted',
          why: 'That is the answer for a snapshot under aws/ebs, and for an encrypted one that everybody is to see.',
        },
        {
          text: 'InvalidSnapshot.NotFound',
          equals: 'InvalidSnapshot.NotFound',
          why: 'The snapshot is complete and your own.',
        },
      ],
      sent.outcome,
      seed,
    );
    if (options === undefined) return undefined;
    return {
      ...commonOf(about, seed, script),
      type: 'predict',
      stem: `A snapshot of a volume of ${size} GiB is ${how}. You share it with ${everybody ? 'everybody (`--group-names all`)' : `the account ${account}`}. What comes of it?`,
      run: [sent.line],
      query: '`true`',
      options,
      explanation:
        'A snapshot is shared together with its key. The key policy of aws/ebs cannot be changed, so what is under it cannot be shared, and what is encrypted cannot be public.',
    };
  },
};
