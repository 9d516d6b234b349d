import { AwsError } from '../../errors';
import type { Context, Credentials } from '../../operation';

/**
 * Writes an invocation's log to CloudWatch Logs in the execution role's name. As in AWS the
 * invocation goes on where the role may not, and nobody is told.
 */
export async function writeLog(
  ctx: Context,
  role: Credentials,
  logGroupName: string,
  logStreamName: string,
  lines: readonly string[],
): Promise<void> {
  const where = { logGroupName, logStreamName };
  // A message must not be empty, and ends where Lambda's own end.
  const logEvents = lines.map((line) => ({ timestamp: ctx.now, message: `${line}\n` }));
  const call = (operation: string, input: object) => attempt(ctx, role, operation, input);
  const code = await call('PutLogEvents', { ...where, logEvents });
  if (code !== 'ResourceNotFoundException') return;
  await call('CreateLogGroup', { logGroupName });
  if ((await call('CreateLogStream', where)) !== undefined) return;
  await call('PutLogEvents', { ...where, logEvents });
}

/** The code of a refusal, whatever it is; nothing where the request was answered. */
async function attempt(
  ctx: Context,
  role: Credentials,
  operation: string,
  input: object,
): Promise<string | undefined> {
  try {
    await ctx.call('logs', operation, input, { as: role });
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return error.code;
    throw error;
  }
}
