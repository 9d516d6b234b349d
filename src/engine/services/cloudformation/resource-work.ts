import { AwsError } from '../../errors';
import type { Context } from '../../operation';
import { resolveReferences } from './dynamic-references';
import { newName } from './names';
import { callAs, principalOf } from './principal';
import { handlerOf } from './resources/index';
import { PropertyError, type Made, type ResourceHandler, type Work } from './resources/handler';
import { isSystemTagged, systemTagsFor } from './resources/tags';
import type { StackRecord } from './state';
import type { Values } from './template/value';

/** A piece of work on a resource that went wrong: what the stack's history says of it. */
export interface Failure {
  readonly reason: string;
  /** True where the request was throttled before anything was made: it is tried again. */
  readonly isThrottled: boolean;
  /** True where the resource is not there, or no longer. */
  readonly isNotFound: boolean;
}

/** The outcome of a piece of work. */
export type Outcome<T> =
  | { readonly value: T; readonly failure?: undefined }
  | { readonly failure: Failure; readonly made: Made | undefined };

/** Which resource is worked on, and with what properties. */
export interface Subject {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Values;
}

/**
 * Lets a type's handler work on a resource, in the name of the stack's principal; what was refused
 * comes back as a failure. Dynamic references are resolved where `resolves` says so: for what is made
 * or changed, not for what is looked at or deleted.
 */
export async function workOn<T>(
  ctx: Context,
  stack: StackRecord,
  { logicalId, type, properties }: Subject,
  run: (handler: ResourceHandler, work: Work) => Promise<T>,
  resolves = false,
): Promise<Outcome<T>> {
  let made: Made | undefined;
  try {
    const handler = handlerOf(type);
    if (handler === undefined)
      throw new PropertyError(`Resource type ${type} is not part of this model`);
    const systemTags = isSystemTagged(type) ? systemTagsFor(stack, logicalId) : undefined;
    const call = callAs(ctx, await principalOf(ctx, stack), systemTags);
    const resolved = resolves ? await resolveReferences(properties, call) : properties;
    const value = await run(handler, {
      ...{ StackId: stack.StackId, StackName: stack.StackName, logicalId },
      ...{ account: stack.account, region: stack.region, random: ctx.random, now: ctx.now },
      ...{ properties: resolved, written: properties, stackTags: stack.plan.tags, call },
      made: (now) => {
        made = now;
      },
      token: () => ctx.random.uuid(),
      newName: (options) => newName(ctx.random, stack.StackName, logicalId, options),
    });
    return { value };
  } catch (error) {
    return { failure: failureOf(error, type, ctx, made === undefined), made };
  }
}

function failureOf(error: unknown, type: string, ctx: Context, isUntouched: boolean): Failure {
  if (error instanceof PropertyError) {
    return { reason: error.message, isThrottled: false, isNotFound: false };
  }
  if (!(error instanceof AwsError)) {
    // Ours to mend; the clock must go on all the same.
    return { reason: 'Internal Failure', isThrottled: false, isNotFound: false };
  }
  const code = handlerErrorCode(error);
  const isThrottled = code === 'Throttling' && isUntouched;
  return { reason: reasonOf(error, code, type, ctx), isThrottled, isNotFound: code === 'NotFound' };
}

/** Services as the AWS SDK for Java names them in the texts of resource handlers. */
const serviceNames: Readonly<Record<string, string>> = {
  ...{ EC2: 'Ec2', IAM: 'Iam', KMS: 'Kms', Lambda: 'Lambda', Logs: 'CloudWatchLogs' },
  ...{ RDS: 'Rds', S3: 'S3', SSM: 'Ssm', SecretsManager: 'SecretsManager' },
};

/** The text is from memory. */
function reasonOf(error: AwsError, code: string, type: string, { random }: Context): string {
  const { message, statusCode, requestId } = error;
  // What AWS CloudFormation refuses itself: a dynamic reference, a role.
  if (requestId === undefined) return message;
  const [, name = ''] = type.split('::');
  const service = serviceNames[name] ?? name;
  const text = message === '' ? error.code : message;
  return `Resource handler returned message: "${text} (Service: ${service}, Status Code: ${statusCode}, Request ID: ${requestId})" (RequestToken: ${random.uuid()}, HandlerErrorCode: ${code})`;
}

/** Source: CloudFormation CLI User Guide, "Handler error codes". */
function handlerErrorCode({ code, statusCode }: AwsError): string {
  if (/Throttl|RequestLimitExceeded|SlowDown/.test(code)) return 'Throttling';
  if (/AccessDenied|Unauthorized/.test(code)) return 'AccessDenied';
  if (/NotFound|NoSuch|DoesNotExist/.test(code)) return 'NotFound';
  if (/AlreadyExists|AlreadyOwned|Exists$|ResourceConflict/.test(code)) return 'AlreadyExists';
  if (/LimitExceeded|QuotaExceeded/.test(code)) return 'ServiceLimitExceeded';
  return statusCode >= 500 ? 'ServiceInternalError' : 'InvalidRequest';
}

/** Refuses properties that a type has not, or that it cannot do without. */
export function checkProperties(handler: ResourceHandler, properties: Values): void {
  const unknown = Object.keys(properties).find((name) => !handler.properties.includes(name));
  // The text is from memory.
  if (unknown !== undefined) throw new PropertyError(`Encountered unsupported property ${unknown}`);
  const missing = (handler.required ?? []).filter((name) => !Object.hasOwn(properties, name));
  if (missing.length > 0) {
    const texts = missing.map((name) => `The property {/${name}} is required`);
    throw new PropertyError(`Property validation failure: [${texts.join(', ')}]`);
  }
}
