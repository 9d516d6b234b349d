import { describe, expect, it } from 'vitest';
import { refusalText } from '../world';
import { parameter, stackWorld, withResources } from './world';

const create = (TemplateBody: string | object, more: object = {}) =>
  refusalText(
    stackWorld().cloudFormation('CreateStack', {
      StackName: 'app',
      TemplateBody: typeof TemplateBody === 'string' ? TemplateBody : JSON.stringify(TemplateBody),
      ...more,
    }),
  );

const resources = (Value: unknown, more: object = {}) =>
  withResources({ P: parameter(Value) }, undefined, more);

describe('A template', () => {
  // LocalStack's recordings of AWS, where the code names no other source.
  it.each([
    [
      '{"this is invalid JSON"="bobbins"}',
      'Template format error: JSON not well-formed. (line 1, column 25)',
    ],
    [
      'Resources:\n  A: [b\n  C: d\n',
      'Template format error: YAML not well-formed. (line 3, column 3)',
    ],
    [
      'Resources:\n  A:\n    Type: !Nonsense x\n',
      'Template format error: YAML not well-formed. (line 3, column 21)',
    ],
    [
      'Resources:\n  A: &a\n    Type: x\n  B: *a\n',
      'Template format error: YAML not well-formed. (line 4, column 6)',
    ],
    ['just text', 'Template format error: unsupported structure.'],
    [{ Resources: {} }, 'Template format error: At least one Resources member must be defined.'],
    [{ Resources: { A: 'x' } }, 'Template format error: Any Resources member must be an object.'],
    [
      { Resources: { A: {} } },
      'Template format error: [/Resources/A] Every Resources object must contain a Type member.',
    ],
    [
      withResources({ A: { Type: 'AWS::KMS::Key', Invalid: 1 } }),
      "Invalid template resource property 'Invalid'",
    ],
    [
      withResources({ 'A-B': { Type: 'AWS::KMS::Key' } }),
      'Template format error: Resource name A-B is non alphanumeric.',
    ],
    [
      withResources({ A: { Type: 'AWS::Nobody::Knows' } }),
      'Template format error: Unrecognized resource types: [AWS::Nobody::Knows]',
    ],
    [
      resources({ Ref: 'Nothing' }),
      'Template format error: Unresolved resource dependencies [Nothing] in the Resources block of the template',
    ],
    [
      resources('x', { Outputs: { O: { Value: { Ref: 'Nothing' } } } }),
      'Unresolved resource dependencies [Nothing] in the Outputs block of the template',
    ],
    [
      resources('x', { Outputs: { O: {} } }),
      'Template format error: Every Outputs member must contain a Value object',
    ],
    [
      resources('x', { Outputs: { O: { Value: null } } }),
      "[/Outputs/O/Value] 'null' values are not allowed in templates",
    ],
    [
      resources('x', { Mappings: { A: 'x' } }),
      'Template format error: Every Mappings member A must be a map',
    ],
    [
      resources('x', { Mappings: { A: { B: { C: {} } } } }),
      'Template format error: Every Mappings attribute must be a String or a List.',
    ],
    [
      resources({ 'Fn::If': ['No', 'a', 'b'] }),
      'Template error: unresolved condition dependency No in Fn::If',
    ],
    [
      resources({ 'Fn::Select': ['a', ['b']] }),
      'Template error: Fn::Select requires a list argument with two elements: an integer index and a list',
    ],
    [
      resources({ 'Fn::GetAtt': ['P'] }),
      'Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
    ],
    [
      resources(
        { 'Fn::FindInMap': ['M', 'C', 'Suffix'] },
        { Mappings: { M: { A: { Suffix: 'a' } } } },
      ),
      'Template error: Unable to get mapping for M::C::Suffix',
    ],
    [resources('x', { Foo: 1 }), 'Invalid template property or properties [Foo]'],
    [
      resources('x', { Transform: 'AWS::Serverless-2016-10-31' }),
      'The section Transform of a template is not part of this model.',
    ],
    [
      resources({ 'Fn::Cidr': ['10.0.0.0/8', 1, 8] }),
      'The function Fn::Cidr is not part of this model.',
    ],
  ])('like %j is refused', async (template, text) => {
    expect(await create(template)).toBe(`ValidationError: ${text}`);
  });

  it.each([
    [{ A: parameter({ Ref: 'B' }), B: parameter({ 'Fn::Sub': 'x${A}' }) }, 'A, B'],
    [{ A: parameter('x', {}, { DependsOn: 'A' }) }, 'A'],
    [
      {
        Apart: parameter('x'),
        Hangs: parameter({ Ref: 'A' }),
        A: parameter({ 'Fn::GetAtt': ['C', 'Value'] }),
        B: parameter('x', {}, { DependsOn: ['A'] }),
        C: parameter({ 'Fn::Join': ['', ['x', { Ref: 'B' }]] }),
      },
      'A, B, C',
    ],
  ])('whose resources wait for each other is refused: %j', async (cycle, names) => {
    expect(await create(withResources(cycle))).toBe(
      `ValidationError: Circular dependency between resources: [${names}]`,
    );
  });

  it('may have 51,200 bytes', async () => {
    expect(await create(`#${' '.repeat(51_200)}`)).toBe(
      "ValidationError: 1 validation error detected: Value '<template-body>' at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to 51200",
    );
  });

  it('is as good from a bucket, to whoever may read it there', async () => {
    const { cloudFormation, send, settled, user } = stackWorld();
    await send('s3', 'CreateBucket', { Bucket: 'templates-of-app' });
    const Body = new TextEncoder().encode(JSON.stringify(withResources({ P: parameter('x') })));
    await send('s3', 'PutObject', { Bucket: 'templates-of-app', Key: 'app.json', Body });
    const TemplateURL = 'https://templates-of-app.s3.us-east-1.amazonaws.com/app.json';
    const allowed = { Effect: 'Allow', Action: ['cloudformation:*', 'ssm:*'], Resource: '*' };
    const credentials = await user('deployer', allowed);
    const input = { StackName: 'app', TemplateURL };
    expect(await refusalText(cloudFormation('CreateStack', input, { credentials }))).toMatch(
      /^ValidationError: S3 error: .*s3:GetObject/,
    );
    await cloudFormation('CreateStack', input);
    expect((await settled()).StackStatus).toBe('CREATE_COMPLETE');
  });

  it('computes its functions, in the short forms of YAML as in the long ones', async () => {
    const { create: make, outputs } = stackWorld();
    await make(
      `
Parameters:
  Stage: { Type: String, Default: prod }
  Names: { Type: CommaDelimitedList, Default: "a, b ,c" }
Mappings:
  Sizes: { prod: { Size: large }, test: { Size: small } }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsEither: !Or [!Condition IsProd, !Not [!Equals [!Ref Stage, test]]]
Resources:
  P:
    Type: AWS::SSM::Parameter
    Properties:
      Type: String
      Value: !If [IsProd, yes-prod, no]
      Description: !If [IsProd, !Ref AWS::NoValue, x]
  Gone:
    Type: AWS::SSM::Parameter
    Condition: Never
    Properties: { Type: String, Value: x }
Outputs:
  Join: { Value: !Join ["-", !Ref Names] }
  Select: { Value: !Select [1, !Split [".", "a.b.c"]] }
  Map: { Value: !FindInMap [Sizes, !Ref Stage, Size] }
  Sub: { Value: !Sub ["\${P.Value} \${Own} \${!Literal} \${AWS::AccountId}", { Own: !Ref Stage }] }
  Base64: { Value: { "Fn::Base64": hi } }
  Either: { Condition: IsEither, Value: "yes" }
  Never: { Condition: Never, Value: "no" }
`.replace('  IsEither', '  Never: !Equals [a, b]\n  IsEither'),
    );
    expect(await outputs()).toEqual({
      ...{ Join: 'a-b-c', Select: 'b', Map: 'large', Base64: 'aGk=', Either: 'yes' },
      Sub: 'yes-prod prod ${Literal} 123456789012',
    });
  });
});

describe('Parameters of a template', () => {
  const declared = (declaration: object, ParameterValue?: string) =>
    create(
      resources({ Ref: 'Value' }, { Parameters: { Value: { Type: 'String', ...declaration } } }),
      {
        Parameters: ParameterValue === undefined ? [] : [{ ParameterKey: 'Value', ParameterValue }],
      },
    );

  it.each([
    [{}, undefined, 'Parameters: [Value] must have values'],
    [{ Type: 'Number' }, 'x', "Parameter 'Value' must be a number."],
    [{ Type: 'Number', MinValue: 3 }, '2', "Parameter 'Value' must be a number not less than 3"],
    [{ AllowedValues: ['a', 'b'] }, 'c', "Parameter 'Value' must be one of AllowedValues"],
    [{ AllowedPattern: '[a-z]+' }, 'A', "Parameter 'Value' must match pattern [a-z]+"],
    [{ MinLength: 2 }, 'A', "Parameter 'Value' must contain at least 2 characters"],
    [
      { MaxLength: 2, ConstraintDescription: 'short' },
      'long',
      'Parameter Value failed to satisfy constraint: short',
    ],
    [{ Type: 'Anything' }, 'x', 'Template format error: Unrecognized parameter type: Anything'],
    [
      { Type: 'AWS::EC2::KeyPair::KeyName' },
      'x',
      'The parameter type AWS::EC2::KeyPair::KeyName is not part of this model.',
    ],
    [
      { Type: 'AWS::SSM::Parameter::Value<String>' },
      '/nowhere',
      'Unable to fetch parameters [/nowhere] from parameter store for this account.',
    ],
  ])('declared as %j refuse %s', async (declaration, value, text) => {
    expect(await declared(declaration, value)).toBe(`ValidationError: ${text}`);
  });

  it('must be in the template', async () => {
    const Parameters = [{ ParameterKey: 'Other', ParameterValue: 'x' }];
    expect(await create(resources('x'), { Parameters })).toBe(
      'ValidationError: Parameters: [Other] do not exist in the template',
    );
  });

  it('are shown as asterisks where NoEcho says so, and SSM parameters by their value', async () => {
    const { create: make, send } = stackWorld();
    await send('ssm', 'PutParameter', { Name: '/size', Value: 'large', Type: 'String' });
    const Parameters = {
      Secret: { Type: 'String', NoEcho: true, Default: 'secret' },
      Size: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/size' },
    };
    const stack = await make(
      withResources(
        { P: parameter({ 'Fn::Sub': '${Size}' }) },
        { O: { Value: { 'Fn::GetAtt': 'P.Value' } } },
        { Parameters },
      ),
    );
    expect(stack.Parameters).toEqual([
      { ParameterKey: 'Secret', ParameterValue: '****' },
      { ParameterKey: 'Size', ParameterValue: '/size', ResolvedValue: 'large' },
    ]);
    expect(stack.Outputs).toEqual([{ OutputKey: 'O', OutputValue: 'large' }]);
  });

  // CloudFormation User Guide, Parameters: NoEcho holds for calls that describe stack events.
  it('with NoEcho are asterisks in events, and themselves in what is made', async () => {
    const { create: make, send } = stackWorld();
    const Parameters = { Secret: { Type: 'String', NoEcho: true, Default: 'hunter2' } };
    const properties = { Name: '/p', ...parameter({ 'Fn::Sub': 'pw=${Secret}' }).Properties };
    await make(
      withResources(
        { P: { Type: 'AWS::SSM::Parameter', Properties: properties } },
        {},
        { Parameters },
      ),
    );
    const { Parameter } = await send('ssm', 'GetParameter', { Name: '/p' });
    expect((Parameter as { Value: string }).Value).toBe('pw=hunter2');
    const { StackEvents } = await send('cloudformation', 'DescribeStackEvents', {
      StackName: 'app',
    });
    const shown = JSON.stringify(StackEvents);
    expect(shown).toContain('pw=****');
    expect(shown).not.toContain('hunter2');
  });
});

describe('Resources of a template', () => {
  it.each([
    [
      { Type: 'AWS::KMS::Key', Properties: { Nonsense: 1 } },
      'Encountered unsupported property Nonsense',
    ],
    [
      { Type: 'AWS::SSM::Parameter', Properties: { Value: 'x' } },
      'Property validation failure: [The property {/Type} is required]',
    ],
    [
      { Type: 'AWS::SSM::Parameter', Properties: { Type: 'SecureString', Value: 'x' } },
      'Properties validation failed for resource with message: #/Type: SecureString is not a valid enum value',
    ],
    [
      { Type: 'AWS::KMS::Key', Properties: { EnableKeyRotation: 'maybe' } },
      'Property validation failure: [Value of property {/EnableKeyRotation} does not match type {Boolean}]',
    ],
  ])('like %j fail', async (resource, reason) => {
    const { create: make, events } = stackWorld();
    await make(withResources({ R: resource }), { OnFailure: 'DO_NOTHING' });
    const failed = (await events()).find(
      ({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED',
    );
    expect(failed).toMatchObject({ LogicalResourceId: 'R', ResourceStatusReason: reason });
  });

  it('have the attributes of their type and no others', async () => {
    const { create: make, history } = stackWorld();
    await make(
      withResources(
        { P: parameter('x') },
        { InvalidOutput: { Value: { 'Fn::GetAtt': ['P', 'Invalid'] } } },
      ),
    );
    expect((await history())[1]).toBe(
      'app ROLLBACK_IN_PROGRESS ([Error] /Outputs/InvalidOutput/Value/Fn::GetAtt: Resource type AWS::SSM::Parameter does not support attribute {Invalid}. Rollback requested by user.)',
    );
  });
});
