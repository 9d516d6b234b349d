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

/** What AWS says a runtime must be, in its own order; it names some that can be used no more. */
const named = [
  ...['nodejs20.x', 'python3.14', 'provided.al2023', 'python3.12', 'python3.13', 'nodejs24.x'],
  ...['nodejs22.x', 'java25', 'python3.10', 'python3.11', 'java21', 'ruby3.3', 'ruby3.4'],
  ...['ruby3.2', 'python3.8', 'python3.9', 'java17', 'nodejs16.x', 'dotnet10', 'dotnet8', 'java11'],
  ...['dotnet6', 'nodejs18.x', 'provided.al2', 'java8.al2'],
];

/** Runtimes that Lambda had; the same source, "Deprecated runtimes". */
const withdrawn =
  /^(nodejs(4\.3(-edge)?|6\.10|8\.10|1[02468]\.x)?|python(2\.7|3\.[6-9])|java8|go1\.x|ruby2\.[57]|provided|dotnet(core[123]\.[01]|[567]))$/;

/**
 * Throws for a runtime that no function can be created or updated with: InvalidParameterValueException
 * where Lambda does not have it, or has it no more, and ServiceException where only this model has
 * none.
 */
export function checkRuntime(runtime: string): void {
  if (supported.has(runtime)) return;
  if (unsupported.has(runtime)) {
    throw notModelled(`functions in ${runtime}, only in Node.js and Python`);
  }
  if (!withdrawn.test(runtime)) {
    throw invalid(
      `Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [${named.join(', ')}] or be a valid ARN`,
    );
  }
  throw invalid(
    `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.`,
  );
}

/** Whether a runtime is one of Node.js: its errors are written otherwise than Python's. */
export function isNode(runtime: string): boolean {
  return runtime.startsWith('nodejs');
}
