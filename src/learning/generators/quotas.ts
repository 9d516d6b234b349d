import { cryptographic } from '../../engine/quotas/kms';
import { commonOf, Draw, type About, type Generator } from './generator';
import { catalogue } from './catalogue';
import { Script } from './script';

const regions = [
  'us-east-1',
  'us-east-2',
  'eu-central-1',
  'eu-west-1',
  'eu-west-3',
  'ca-central-1',
  'sa-east-1',
];

const about: About = catalogue.quotas;

/** How much of the shared quota of cryptographic operations a workload leaves. */
export const quotas: Generator = {
  ...about,
  async generate(seed) {
    const draw = new Draw(seed);
    const region = draw.one(regions);
    const [encrypts, writes, reads, describes] = [
      draw.int(5, 30) * 50,
      draw.int(4, 40) * 25,
      draw.int(10, 80) * 25,
      draw.int(2, 20) * 10,
    ];
    const script = new Script(region);
    const input = { ServiceCode: 'kms', QuotaCode: cryptographic.symmetric.code };
    const { outcome, line } = await script.ask('service-quotas', 'GetServiceQuota', input, {
      query: 'Quota.Value',
    });
    const used = encrypts + writes + reads;
    if (typeof outcome !== 'number' || used > outcome) return undefined;
    const quota = outcome;
    return {
      ...commonOf(about, seed, script),
      type: 'compute',
      stem: `In ${region}, the request quota of your account for cryptographic operations with symmetric keys is ${quota.toLocaleString('en-US')} a second. In each second an application calls \`Encrypt\` ${encrypts} times and \`DescribeKey\` ${describes} times, and through Amazon S3 it writes ${writes} and reads ${reads} objects with SSE-KMS, without Bucket Keys. How many cryptographic requests a second are left?`,
      answer: quota - used,
      tolerance: 0,
      unit: 'requests',
      given: {},
      derive: {
        do: [],
        run: `echo $(( $(${line} --query Quota.Value --output text | cut -d . -f 1) - ${encrypts} - ${writes} - ${reads} ))`,
      },
      mistakes: [
        {
          answer: quota - encrypts,
          why: 'What Amazon S3 calls on your behalf counts against the same quota.',
        },
        {
          answer: quota - used - describes,
          why: 'DescribeKey has a quota of its own; it is no cryptographic operation.',
        },
        { answer: quota - encrypts - writes, why: 'Reads call Decrypt, one for each object.' },
      ],
      explanation:
        'Encrypt, GenerateDataKey (each write) and Decrypt (each read) share one quota. Operations that manage keys have quotas of their own.',
    };
  },
};
