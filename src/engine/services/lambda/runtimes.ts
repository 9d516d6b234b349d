import { invalid, notModelled } from './errors';

/**
 * The runtimes that code may be deployed for and that this model runs. Source: Lambda Developer
 * Guide, "Lambda runtimes: Supported runtimes" (read 2026-11).
 */
const supported: ReadonlySet<string> = new Set([
  ...['nodejs24.x', 'nodejs22.x', 'nodejs20.x'],
  ...['python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10'],
]);

/** Other runtimes that Lambda has; the same source. */
const unsupported: ReadonlySet<string> = new Set([
  ...['dotnet10', 'dotnet8', 'java25', 'java21', 'java17', 'java11', 'java8.al2'],
  ...['ruby4.0', 'ruby3.4', 'ruby3.3', 'ruby3.2', 'provided.al2023', 'provided.al2'],
]);

/**
 * Throws for a runtime that no function can be created or updated with: InvalidParameterValueException
 * where Lambda has it no more, and ServiceException where only this model has none.
 */
export function checkRuntime(runtime: string): void {
  if (supported.has(runtime)) return;
  if (unsupported.has(runtime)) {
    throw notModelled(`functions in ${runtime}, only in Node.js and Python`);
  }
  throw invalid(
    `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.`,
  );
}

/** Whether a runtime is one of Node.js: its errors are written otherwise than Python's. */
export function isNode(runtime: string): boolean {
  return runtime.startsWith('nodejs');
}
