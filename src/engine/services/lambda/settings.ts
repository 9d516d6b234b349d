import type {
  CreateFunctionRequest,
  UpdateFunctionConfigurationRequest,
} from '@aws-sdk/client-lambda';
import { invalid, notModelled, validation } from './errors';
import { limits } from './limits';
import { checkRuntime } from './runtimes';

type Settings = CreateFunctionRequest | UpdateFunctionConfigurationRequest;

/** What a function's configuration may hold in AWS, and not here: by member and what it would be. */
const leftOut: readonly (readonly [
  name: string,
  what: string,
  isSet: (value: never) => boolean,
])[] = [
  ['VpcConfig', 'functions in a VPC', (of: { SubnetIds?: unknown[] }) => has(of.SubnetIds)],
  ['DeadLetterConfig', 'dead-letter queues', (of: { TargetArn?: string }) => has(of.TargetArn)],
  ['TracingConfig', 'AWS X-Ray', (of: { Mode?: string }) => of.Mode === 'Active'],
  ['Layers', 'layers', has],
  ['FileSystemConfigs', 'file systems', has],
  ['ImageConfig', 'container images', () => true],
  ['CodeSigningConfigArn', 'code signing', () => true],
  ['SnapStart', 'SnapStart', (of: { ApplyOn?: string }) => of.ApplyOn === 'PublishedVersions'],
  ['CapacityProviderConfig', 'capacity providers', () => true],
  ['DurableConfig', 'durable functions', () => true],
  ['TenancyConfig', 'tenant isolation', () => true],
  ['LoggingConfig', 'JSON logs', (of: { LogFormat?: string }) => of.LogFormat === 'JSON'],
];

function has(value: unknown): boolean {
  return (Array.isArray(value) || typeof value === 'string') && value.length > 0;
}

/** Throws for a configuration that no function can have, or none of this model. */
export function checkSettings(input: Settings): void {
  const { Timeout, MemorySize, EphemeralStorage, Runtime } = input;
  if (Timeout !== undefined && Timeout > limits.timeout) {
    throw validation(
      `Value '${Timeout}' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to ${limits.timeout}`,
    );
  }
  if (MemorySize !== undefined && MemorySize > limits.memory.max) {
    // Text: as of a value that the API model refuses.
    throw validation(
      `Value '${MemorySize}' at 'memorySize' failed to satisfy constraint: Member must have value less than or equal to ${limits.memory.max}`,
    );
  }
  const storage = EphemeralStorage?.Size;
  if (storage !== undefined && storage > limits.ephemeralStorage.max) {
    throw validation(
      `Value '${storage}' at 'ephemeralStorage.size' failed to satisfy constraint: Member must have value less than or equal to ${limits.ephemeralStorage.max}`,
    );
  }
  if (Runtime !== undefined) checkRuntime(Runtime);
  for (const [name, what, isSet] of leftOut) {
    const value = (input as unknown as Record<string, unknown>)[name];
    if (value !== undefined && value !== null && isSet(value as never)) throw notModelled(what);
  }
}

/** Handler and runtime, which a .zip package needs. Texts: public bug reports against CreateFunction. */
export function requireForZip({ Runtime, Handler, PackageType }: CreateFunctionRequest): {
  readonly Runtime: string;
  readonly Handler: string;
} {
  if (PackageType === 'Image') throw notModelled('container images, only .zip packages');
  if (Runtime === undefined || Handler === undefined) {
    throw invalid(
      'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
    );
  }
  return { Runtime, Handler };
}
