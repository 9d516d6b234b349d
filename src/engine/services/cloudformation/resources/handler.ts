import type { Random } from '../../../random';
import type { Values } from '../template/value';

/** What a resource is once its service has made it. */
export interface Made {
  readonly PhysicalResourceId: string;
  /** What `Fn::GetAtt` answers. */
  readonly attributes?: Values;
}

/** How a handler works on one resource of a stack. */
export interface Work {
  readonly StackId: string;
  readonly StackName: string;
  readonly logicalId: string;
  readonly account: string;
  readonly region: string;
  readonly random: Random;
  /** World time in ms. */
  readonly now: number;
  /** With dynamic references resolved, where the resource is made or changed. */
  readonly properties: Values;
  /** The same as they were written: what a change is measured by. */
  readonly written: Values;
  /** Tags of the stack, which its resources get as well. */
  readonly stackTags: Readonly<Record<string, string>>;
  /** Asks another service in the name of the stack's principal. Rejects with the service's AwsError. */
  call<Output>(service: string, operation: string, input: object, region?: string): Promise<Output>;
  /** Says that the resource is there, so that a failure later on does not leave it behind. */
  made(made: Made): void;
  /** A token that makes a request idempotent, as AWS's clients make one each time. */
  token(): string;
  /** A name for a resource that has none, in AWS's style: `stack-Logical-1A2B3C4D5E6F`. */
  newName(options?: NameOptions): string;
}

/** How a new name looks. */
export interface NameOptions {
  readonly max?: number;
  readonly lowerCase?: boolean;
}

/** A resource as it stands, for a handler to change or delete. */
export interface Existing extends Made {
  readonly attributes: Values;
  readonly properties: Values;
}

/** One type of resource. What its service refuses is what the stack's event says. */
export interface ResourceHandler {
  /** `AWS::KMS::Key` */
  readonly type: string;
  /** The properties of this model; others are refused by name. */
  readonly properties: readonly string[];
  readonly required?: readonly string[];
  /** Properties that AWS cannot change: another value makes a new resource. */
  readonly replacedBy: readonly string[];
  readonly attributes: readonly string[];
  create(work: Work): Promise<Made>;
  /** Absent where every change makes a new resource. */
  update?(work: Work, before: Existing): Promise<Made>;
  /** Deletes it; `keepsSnapshot` is true where its DeletionPolicy is Snapshot. */
  delete(work: Work, existing: Existing, keepsSnapshot: boolean): Promise<void>;
  /** Whether the resource is there; asked again until it is, and what it then is. */
  ready?(work: Work, made: Existing): Promise<Made | undefined>;
  /** Whether a resource that was deleted is gone. */
  gone?(work: Work, existing: Existing): Promise<boolean>;
  /** What becomes of it where its template does not say so, if that is not Delete. */
  readonly deletionPolicy?: 'Snapshot';
  /** Capability that a template needs for it, by its properties. */
  capability?(properties: Values): 'CAPABILITY_IAM' | 'CAPABILITY_NAMED_IAM';
}

/** What a failed handler says that is its own: a property that is missing or of the wrong type. */
export class PropertyError extends Error {}
