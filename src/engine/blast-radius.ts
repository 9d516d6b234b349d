import type { SealedResource, Service } from './operation';
import type { Reader } from './tables';

/** Something that is lost with a KMS key, and the service that has it. */
export interface LostResource extends SealedResource {
  /** The engine's name of the service: `s3`. */
  readonly service: string;
}

/** What cannot be read any more once a KMS key is gone, service by service. */
export function blastRadius(
  services: readonly Pick<Service, 'name' | 'sealedUnder'>[],
  reader: Reader,
  keyArn: string,
): readonly LostResource[] {
  return services.flatMap(({ name, sealedUnder }) =>
    sealedUnder === undefined
      ? []
      : Array.from(sealedUnder(reader, keyArn), (resource) => ({ service: name, ...resource })),
  );
}
