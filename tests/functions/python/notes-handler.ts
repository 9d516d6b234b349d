import type { FunctionRuntime, Outcome } from '../../../src/engine/functions';
import type { testWorld } from '../../engine/world';
import { start } from '../../engine/world';

/** A function as people write it: it reads a SecureString with boto3 and says what it found. */
export const notesHandler = `
import asyncio
import boto3

async def later():
    await asyncio.sleep(0.01)
    return "later"

def lambda_handler(event, context):
    if event.get("loop"):
        while True:
            pass
    ssm = boto3.client("ssm")
    found = ssm.get_parameters(Names=["/app/password"], WithDecryption=True)
    print(asyncio.run(later()))
    print("found", len(found["Parameters"]))
    return {p["Name"]: p["Value"] for p in found["Parameters"]}
`;

/** Invokes it in an execution environment of that name, as the administrator of a world. */
export function invokeNotesHandler(
  runtime: FunctionRuntime,
  { engine, admin }: Pick<ReturnType<typeof testWorld>, 'engine' | 'admin'>,
  event: object = {},
  { sandbox = 'notes', timeout = 20_000 } = {},
): Promise<Outcome> {
  return runtime.invoke({
    ...{ sandbox, timeout, runtime: 'python3.13', handler: 'lambda_function.lambda_handler' },
    ...{ now: start, event: JSON.stringify(event) },
    files: { 'lambda_function.py': new TextEncoder().encode(notesHandler) },
    environment: {
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: admin.accessKeyId,
      AWS_SECRET_ACCESS_KEY: admin.secretAccessKey,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
    },
    context: {
      ...{ awsRequestId: 'r-1', functionName: 'notes', functionVersion: '$LATEST' },
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:notes',
      ...{ memoryLimitInMB: 128, logGroupName: '/aws/lambda/notes', logStreamName: 'stream' },
    },
    network: { cloud: engine, query: () => Promise.reject(new Error('there is no database')) },
  });
}
