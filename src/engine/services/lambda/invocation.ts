import type { InvocationRequest, InvocationResponse } from '@aws-sdk/client-lambda';
import { decodeBase64, encodeBase64 } from '../../base64';
import { AwsError } from '../../errors';
import type { Operation } from '../../operation';
import { scheduleInvocation } from './asynchronous';
import { tooLarge } from './errors';
import { execute } from './execution';
import { limits } from './limits';
import { findFunction, requireVersion, type FoundFunction } from './names';
import { functionPermission } from './permissions';

const utf8 = new TextEncoder();

export const Invoke: Operation<InvocationRequest, InvocationResponse, FoundFunction> = {
  target: (input, ctx) => findFunction(ctx, input),
  permissions: (_, found, ctx) => [functionPermission(ctx, 'InvokeFunction', found)],
  async handle(input, ctx, found) {
    const { InvocationType = 'RequestResponse', LogType } = input;
    const version = requireVersion(ctx, found);
    if (InvocationType === 'DryRun') return { StatusCode: 204 };
    const isAsynchronous = InvocationType === 'Event';
    const event = readEvent(input, isAsynchronous ? limits.asynchronous : limits.synchronous);
    const asked = { arn: found.arn, requestId: ctx.requestId, event, ...clientContext(input) };
    if (isAsynchronous) {
      scheduleInvocation(ctx, { ...asked, attempt: 0, since: ctx.now }, ctx.now);
      return { StatusCode: 202, Payload: new Uint8Array() as never };
    }
    const { payload, failed, log } = await execute(ctx, version, asked);
    return {
      StatusCode: 200,
      ExecutedVersion: version.Version,
      ...(failed ? { FunctionError: 'Unhandled' } : {}),
      ...(LogType === 'Tail' ? { LogResult: tail(log) } : {}),
      Payload: utf8.encode(payload) as never,
    };
  },
};

/** The event as JSON; an empty one is an empty object. Throws for what is none, or too large. */
function readEvent({ Payload }: InvocationRequest, longest: number): string {
  const bytes = Payload as Uint8Array | undefined;
  if (bytes === undefined || bytes.length === 0) return '{}';
  if (bytes.length > longest) throw tooLarge.payload(longest);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    JSON.parse(text);
    return text;
  } catch (error) {
    throw notJson(error);
  }
}

/** AWS's parser says where and why in its own words; here it is this program's own that does. */
function notJson(error: unknown): AwsError {
  const why = error instanceof Error ? error.message : String(error);
  return new AwsError(
    'InvalidRequestContentException',
    `Could not parse request body into json: Could not parse payload into json: ${why}`,
    400,
    { Type: 'User' },
  );
}

/** Source: Lambda API Reference, Invoke, ClientContext: base64-encoded JSON. */
function clientContext({ ClientContext }: InvocationRequest): { readonly clientContext?: string } {
  const bytes = ClientContext === undefined ? undefined : decodeBase64(ClientContext);
  if (bytes === undefined) return {};
  const text = new TextDecoder().decode(bytes);
  try {
    JSON.parse(text);
  } catch (error) {
    throw notJson(error);
  }
  return { clientContext: text };
}

/** The last 4 KB of a log, in base64. */
function tail(log: readonly string[]): string {
  const bytes = utf8.encode(`${log.join('\n')}\n`);
  return encodeBase64(bytes.subarray(Math.max(0, bytes.length - limits.logTail)));
}
