import { commonOf, Draw, outcomesOf, type About, type Generator } from './generator';
import { catalogue } from './catalogue';
import { Script } from './script';

const words = ['amber', 'birch', 'cedar', 'delta', 'ember', 'fjord', 'grove', 'heron'];
const secrets = ['app/db', 'shop/api', 'hr/wages', 'crm/login', 'ops/pager'];
const token = (n: number) => `${String(n).repeat(8)}-1111-4111-8111-111111111111`;

const about: About = catalogue.stagingLabels;

/** Which version of a secret a staging label is on after a few changes. */
export const stagingLabels: Generator = {
  ...about,
  async generate(seed) {
    const draw = new Draw(seed);
    const [first, second, third, never] = draw.some(words, 4) as [string, string, string, string];
    const SecretId = draw.one(secrets);
    const script = new Script();
    await script.call('secretsmanager', 'CreateSecret', {
      ...{ Name: SecretId, SecretString: first, ClientRequestToken: token(1) },
    });
    const stages = draw.one([['AWSPENDING'], undefined]);
    const told = [`It is created with the value \`${first}\`.`];
    const put = async (SecretString: string, n: number, VersionStages?: readonly string[]) => {
      const input = { SecretId, SecretString, ClientRequestToken: token(n) };
      await script.call('secretsmanager', 'PutSecretValue', {
        ...input,
        ...(VersionStages === undefined ? {} : { VersionStages }),
      });
      const how =
        VersionStages === undefined ? '' : ` with \`--version-stages ${VersionStages.join(' ')}\``;
      told.push(`\`put-secret-value\` stores \`${SecretString}\`${how}.`);
    };
    await put(second, 2);
    await put(third, 3, stages);
    if (draw.int(0, 1) === 1) {
      const [from, to] = stages === undefined ? [3, 1] : [2, 3];
      await script.call('secretsmanager', 'UpdateSecretVersionStage', {
        ...{ SecretId, VersionStage: 'AWSCURRENT' },
        ...{ RemoveFromVersionId: token(from), MoveToVersionId: token(to) },
      });
      told.push(
        `\`update-secret-version-stage\` moves \`AWSCURRENT\` to the version of \`${[first, second, third][to - 1]}\`.`,
      );
    }
    const VersionStage = draw.one(['AWSCURRENT', 'AWSPREVIOUS', 'AWSPENDING']);
    const query = 'SecretString';
    const input = { SecretId, VersionStage };
    const { line, outcome } = await script.ask('secretsmanager', 'GetSecretValue', input, {
      query,
    });
    const value = (text: string) => ({
      ...{ text: `The value ${text}`, equals: text },
      why: `Follow the labels: each is on one version at a time, and AWSPREVIOUS goes to the version that AWSCURRENT leaves.`,
    });
    const options = outcomesOf(
      [
        ...[first, second, third].map(value),
        {
          text: 'ResourceNotFoundException',
          equals: 'ResourceNotFoundException',
          why: 'That is the answer where no version has the label.',
        },
      ],
      outcome,
      seed,
    );
    if (options === undefined || outcome === never) return undefined;
    return {
      ...commonOf(about, seed, script),
      type: 'predict',
      stem: `The secret \`${SecretId}\`: ${told.join(' ')}\n\nWhat does \`get-secret-value --version-stage ${VersionStage}\` give?`,
      run: [line],
      query,
      options,
      explanation:
        'A new version gets AWSCURRENT unless it is stored with other labels. Whenever AWSCURRENT moves, the version that had it gets AWSPREVIOUS.',
    };
  },
};
