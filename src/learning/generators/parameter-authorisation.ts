import { commonOf, Draw, outcomesOf, type About, type Generator } from './generator';
import { catalogue } from './catalogue';
import { policyOf, Script } from './script';

const apps = ['shop', 'crm', 'hr', 'billing', 'fleet', 'portal'];
const arn = (path: string) => `arn:aws:ssm:us-east-1:123456789012:parameter${path}`;

const about: About = catalogue.parameterAuthorisation;

/** Whether a policy over a tree of parameters allows a read of it. */
export const parameterAuthorisation: Generator = {
  ...about,
  async generate(seed) {
    const draw = new Draw(seed);
    const app = draw.one(apps);
    const [own, other] = draw.some(['prod', 'test', 'dev'], 2) as [string, string];
    const [dbUrl, dbOther] = [`/${app}/${own}/db-url`, `/${app}/${other}/db-url`];
    const allowed = draw.one([
      'ssm:GetParameter',
      'ssm:GetParameters',
      'ssm:GetParametersByPath',
      'ssm:GetParameter*',
    ]);
    const resource = draw.one([
      arn(`/${app}/${own}/*`),
      arn(`/${app}/*`),
      arn(`/${app}/${own}`),
      arn(dbUrl),
    ]);
    const [operation, input, told] = draw.one([
      ['GetParameter', { Name: dbUrl }, `\`GetParameter\` of \`${dbUrl}\``],
      ['GetParameter', { Name: dbOther }, `\`GetParameter\` of \`${dbOther}\``],
      ['GetParameters', { Names: [dbUrl] }, `\`GetParameters\` of \`${dbUrl}\``],
      [
        'GetParametersByPath',
        { Path: `/${app}/${own}` },
        `\`GetParametersByPath\` of \`/${app}/${own}\``,
      ],
    ] as const);
    const script = new Script();
    for (const Name of [dbUrl, dbOther]) {
      await script.call('ssm', 'PutParameter', { Name, Value: 'db.internal', Type: 'String' });
    }
    await script.user('clerk', policyOf({ Effect: 'Allow', Action: allowed, Resource: resource }));
    const query = '`true`';
    const { line, outcome } = await script.ask('ssm', operation, input, { query, as: 'clerk' });
    const options = outcomesOf(
      [
        {
          text: 'It gets the value',
          equals: true,
          why: 'That needs an Allow whose action is this very operation and whose resource matches the name or path that is asked for.',
        },
        {
          text: 'AccessDeniedException',
          equals: 'AccessDeniedException',
          why: 'That is the answer where the action or the resource of the statement does not match.',
        },
        {
          text: 'ParameterNotFound',
          equals: 'ParameterNotFound',
          why: 'The parameter exists, and who may not read it is not told otherwise.',
        },
        {
          text: 'ValidationException',
          equals: 'ValidationException',
          why: 'The request is well formed; what decides is authorization.',
        },
      ],
      outcome,
      seed,
    );
    if (options === undefined) return undefined;
    return {
      ...commonOf(about, seed, script),
      type: 'predict',
      stem: `The only policy of the IAM user \`clerk\` allows \`${allowed}\` on \`${resource}\`. The parameters \`${dbUrl}\` and \`${dbOther}\` exist, both of the type String. The user calls ${told}. What comes of it?`,
      run: [line],
      query,
      options,
      explanation:
        'GetParameter, GetParameters and GetParametersByPath are three actions. The resource is the ARN of the parameter, and for GetParametersByPath that of the path, which the pattern has to match as a whole.',
    };
  },
};
