import type { FunctionResult, Outcome } from '../../functions';
import { isNode } from './runtimes';
import type { VersionRecord } from './state';

// What Lambda itself writes into a function's log. Source: Lambda Developer Guide, "Viewing
// CloudWatch logs for Lambda functions" and "Using the Lambda log formats"; LocalStack's snapshots of
// AWS. INIT_START is left out: it names builds of runtimes. Max Memory Used is left out where the
// program around the engine cannot tell.

/** All lines of an invocation's log, in order. `now` is world time in ms. */
export function logOf(
  { Version, MemorySize, Timeout }: VersionRecord,
  requestId: string,
  outcome: Outcome,
  now: number,
): readonly string[] {
  const { result, logs } = outcome;
  return [
    `START RequestId: ${requestId} Version: ${Version}`,
    ...logs,
    ...(result.type === 'timeout'
      ? [`${new Date(now).toISOString()} ${requestId} ${timedOut(Timeout)}`, '']
      : []),
    `END RequestId: ${requestId}`,
    reportLine(MemorySize, requestId, outcome),
  ];
}

/** Milliseconds that are charged for: since August 2025 those of init, too. */
export function billedDuration({ duration, initDuration = 0 }: Outcome): number {
  return Math.max(1, Math.ceil(duration + initDuration));
}

function reportLine(memory: number, requestId: string, outcome: Outcome): string {
  const { duration, initDuration, maxMemoryUsed, result } = outcome;
  const parts = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${duration.toFixed(2)} ms`,
    `Billed Duration: ${billedDuration(outcome)} ms`,
    `Memory Size: ${memory} MB`,
    ...(maxMemoryUsed === undefined
      ? []
      : [`Max Memory Used: ${Math.min(maxMemoryUsed, memory)} MB`]),
    ...(initDuration === undefined ? [] : [`Init Duration: ${initDuration.toFixed(2)} ms`]),
    ...status(result),
  ];
  return `${parts.join('\t')}\t`;
}

function status(result: FunctionResult): readonly string[] {
  switch (result.type) {
    case 'returned':
    case 'error':
      return [];
    case 'timeout':
      return ['Status: timeout'];
    case 'exited':
      return ['Status: error', 'Error Type: Runtime.ExitError'];
    case 'out-of-memory':
      return ['Status: error', 'Error Type: Runtime.OutOfMemory'];
  }
}

function timedOut(seconds: number): string {
  return `Task timed out after ${seconds.toFixed(2)} seconds`;
}

/** What the invoker gets of a function that did not return. Recorded in LocalStack's snapshots of AWS. */
export function errorPayload(
  { Runtime, Timeout }: VersionRecord,
  requestId: string,
  result: Exclude<FunctionResult, { type: 'returned' }>,
): object {
  const said = (errorType: string, text: string) => ({
    errorType,
    errorMessage: `RequestId: ${requestId} Error: ${text}`,
  });
  switch (result.type) {
    case 'error': {
      const { errorType, errorMessage, trace, inInit } = result;
      return isNode(Runtime)
        ? { errorType, errorMessage, trace }
        : { errorMessage, errorType, requestId: inInit ? '' : requestId, stackTrace: trace };
    }
    case 'timeout':
      return said('Sandbox.Timedout', timedOut(Timeout));
    case 'exited':
      return said('Runtime.ExitError', result.reason);
    case 'out-of-memory':
      return said('Runtime.OutOfMemory', 'Runtime exited with error: signal: killed');
  }
}
