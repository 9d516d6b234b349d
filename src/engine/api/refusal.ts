import { AwsError } from '../errors';
import { firstStep, pathText, upperFirst, type Failure } from './failure';
import type { ApiModel } from './model';
import { showValue } from './show-value';

/** The error with which a service answers an input that breaks rules; some it lets pass. */
export function refusal(model: ApiModel, failures: readonly Failure[]): AwsError | undefined {
  switch (model.protocol) {
    case 'rest-xml':
      return s3Refusal(failures);
    case 'ec2':
      return ec2Refusal(failures);
    case 'query':
      return wrongType(failures, 'MalformedInput') ?? queryRefusal(model.service, failures);
    case 'json':
    case 'rest-json':
      if (model.service === 'lambda') return lambdaRefusal(failures);
      return (
        wrongType(failures, 'SerializationException') ??
        (model.service === 'logs' ? logsNameTooLong(failures) : undefined) ??
        // Logs is the one JSON service with an exception of its own for this.
        listing(
          model.service === 'logs' ? 'InvalidParameterException' : 'ValidationException',
          failures,
        )
      );
  }
}

function wrongType(failures: readonly Failure[], code: string): AwsError | undefined {
  const failure = failures.find(({ rule }) => rule.kind === 'type');
  return failure && new AwsError(code, failure.rule.text);
}

// Recorded against AWS by LocalStack: CreateLogGroup with a name of 513 characters (2026).
function logsNameTooLong(failures: readonly Failure[]): AwsError | undefined {
  const isTooLong = ({ shape, value, rule }: Failure) =>
    /^Log(?:Group|Stream)Name$/.test(shape.name) &&
    rule.kind === 'bounds' &&
    String(value).length > 512;
  if (!failures.some(isTooLong)) return undefined;
  const text = 'Invalid LogGroup or LogStream, both must have length less than or equal to 512.';
  return new AwsError('InvalidParameterException', text);
}

// Recorded against AWS by LocalStack (2025): the service looks at runtimes itself, and says of elements
// that they must not be null.
function lambdaRefusal(failures: readonly Failure[]): AwsError | undefined {
  const others = failures.filter(
    ({ shape, rule }) => !(shape.name === 'Runtime' && rule.kind === 'enum'),
  );
  if (others.length === 0) return undefined;
  const told = others.map((failure) => {
    const { kind, text } = failure.rule;
    if (kind !== 'elements' || text.startsWith('Map keys')) return failure;
    return { ...failure, rule: { kind, text: text.replace(/\]$/, ', Member must not be null]') } };
  });
  return wrongType(others, 'SerializationException') ?? listing('ValidationException', told);
}

function listing(code: string, failures: readonly Failure[]): AwsError {
  const count =
    failures.length === 1 ? '1 validation error' : `${failures.length} validation errors`;
  return new AwsError(code, `${count} detected: ${failures.map(describe).join('; ')}`);
}

function describe({ at, value, shape, rule }: Failure): string {
  const shown = showValue(value, shape);
  const said = shown === undefined ? 'Value' : `Value ${shown}`;
  return `${said} at '${pathText(at)}' failed to satisfy constraint: ${rule.text}`;
}

function queryRefusal(service: string, failures: readonly Failure[]): AwsError {
  if (service === 'iam') {
    const ownText = failures.map(iamText).find((text) => text !== undefined);
    if (ownText !== undefined) return new AwsError('ValidationError', ownText);
  }
  const missing = failures.find(({ rule }) => rule.kind === 'required');
  if (service === 'rds' && missing !== undefined) {
    const { name } = missing.at.step;
    return new AwsError(
      'InvalidParameterValue',
      `The parameter ${upperFirst(name)} must be provided and must not be blank.`,
    );
  }
  return listing('ValidationError', failures);
}

// IAM words the patterns of names, paths and documents itself. Source: IAM's answers as quoted in
// public bug reports (Terraform, Karpenter, ROSA) and in moto's tests.
const iamTexts: Readonly<Record<string, string>> = {
  '[\\w+=,.@-]+': 'It must contain only alphanumeric characters and/or the following: +=,.@_-',
  '[\\w+=,.@-]*': 'It must contain only alphanumeric characters and/or the following: +=,.@_-',
  '(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)':
    'It must begin and end with / and contain only alphanumeric characters and/or / characters.',
  '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+': 'It must contain only printable ASCII characters.',
};

function iamText({ at, shape, rule }: Failure): string | undefined {
  if (rule.kind !== 'pattern' || shape.type !== 'string') return undefined;
  const text = iamTexts[shape.pattern ?? ''];
  return text && `The specified value for ${pathText(at)} is invalid. ${text}`;
}

function ec2Refusal(failures: readonly Failure[]): AwsError | undefined {
  const wrong = failures.find(({ rule }) => rule.kind === 'type');
  const failure = wrong ?? failures[0];
  if (failure === undefined) return undefined;
  const name = failure.at.step.name;
  if (failure.rule.kind === 'required') {
    return new AwsError('MissingParameter', `The request must contain the parameter ${name}`);
  }
  const { value, shape } = failure;
  const shown = wrong === undefined ? (showValue(value, shape) ?? '') : `'${String(value)}'`;
  return new AwsError(
    'InvalidParameterValue',
    `Value (${shown.slice(1, -1)}) for parameter ${name} is invalid.`,
  );
}

/**
 * Shapes in bodies of which S3 has more to say than that they are malformed; no tags are an empty list
 * of them (recorded against AWS).
 */
const judgedByS3: ReadonlySet<string> = new Set([
  'BucketAccelerateStatus',
  'BucketLocationConstraint',
  'NonEmptyKmsKeyArnString',
  'ServerSideEncryptionRules',
  'TagSet',
]);

// S3 holds headers and query parameters to its own rules and texts, operation by operation; only
// what must be there, and the shape of a body, are the model's.
function s3Refusal(failures: readonly Failure[]): AwsError | undefined {
  for (const failure of failures) {
    const isMissing = failure.rule.kind === 'required';
    const { member } = firstStep(failure.at);
    // Over HTTP a text is always one; a number may be text that is none, of which S3 tells itself.
    const isText = member?.location !== undefined && failure.shape.type === 'string';
    if (isText && failure.rule.kind === 'type') {
      return new AwsError('InvalidArgument', failure.rule.text);
    }
    switch (member?.location) {
      case 'uri':
      case 'querystring':
        // Without it, the request is another operation, on which the method makes no sense.
        if (isMissing) {
          return new AwsError(
            'MethodNotAllowed',
            'The specified method is not allowed against this resource.',
            405,
          );
        }
        break;
      case 'header':
        if (isMissing) {
          return new AwsError(
            'InvalidRequest',
            `Missing required header for this request: ${member.locationName ?? ''}`,
          );
        }
        break;
      case undefined:
        if (judgedByS3.has(failure.shape.name) && failure.rule.kind !== 'type') break;
        if (isMissing && failure.at.parent === undefined) {
          return new AwsError('MissingRequestBodyError', 'Request Body is empty');
        }
        return new AwsError(
          'MalformedXML',
          'The XML you provided was not well-formed or did not validate against our published schema',
        );
      default:
        break;
    }
  }
  return undefined;
}
