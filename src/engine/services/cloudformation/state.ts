import { formatArn } from '../../arn';
import type { Caller } from '../../operation';
import { table } from '../../tables';
import type { StackStatus } from './stack.machine';
import type { Template } from './template/template';
import type { Value, Values } from './template/value';

/** A parameter as it was given; `resolved` is the value of the SSM parameter that it names. */
export interface ParameterRecord {
  readonly key: string;
  readonly value: string;
  readonly resolved?: string;
}

/** What a stack is to be: a template with its parameters. */
export interface Plan {
  /** The template as it came. */
  readonly text: string;
  readonly template: Template;
  readonly parameters: readonly ParameterRecord[];
  readonly tags: Readonly<Record<string, string>>;
  readonly capabilities: readonly string[];
}

/** An output of a stack. */
export interface OutputRecord {
  readonly key: string;
  readonly value: string;
  readonly description?: string;
  readonly exportName?: string;
}

/** What is still to be done with a resource. */
export interface Task {
  readonly action: 'create' | 'update' | 'restore' | 'delete';
  readonly logicalId: string;
  /** A resource that is no longer the stack's: replaced, or no longer in the template. */
  readonly old?: OldResource;
  /** How far it is: said in the stack's history; asked of the resource's service. */
  readonly phase?: 'announced' | 'asked';
}

/** A resource that a stack has left behind, to be deleted. */
export interface OldResource {
  readonly type: string;
  readonly PhysicalResourceId?: string;
  readonly properties: Values;
  readonly shown?: Values;
  readonly attributes: Values;
  /** Whether it is kept, by the template's UpdateReplacePolicy or DeletionPolicy. */
  readonly policy?: string;
}

/** A stack. Times in ms. */
export interface StackRecord {
  readonly StackId: string;
  readonly StackName: string;
  readonly account: string;
  readonly region: string;
  readonly status: StackStatus;
  readonly statusReason?: string;
  readonly CreationTime: number;
  readonly LastUpdatedTime?: number;
  readonly DeletionTime?: number;
  readonly plan: Plan;
  /** The plan before the update that is under way. */
  readonly before?: Plan;
  readonly notificationARNs: readonly string[];
  readonly disableRollback: boolean;
  readonly onFailure: 'ROLLBACK' | 'DELETE' | 'DO_NOTHING';
  readonly timeoutMinutes?: number;
  /** When the operation under way began. */
  readonly since: number;
  readonly terminationProtection: boolean;
  readonly ChangeSetId?: string;
  readonly outputs: readonly OutputRecord[];
  /** Names of the exports of other stacks that this one has imported. */
  readonly imports: readonly string[];
  /** Who asked for the operation under way, in whose name it goes where there is no role. */
  readonly principal: Caller;
  readonly RoleARN?: string;
  readonly retained: readonly string[];
  /** Keeps nothing of what a failed creation made, whatever its DeletionPolicy. */
  readonly retainExceptOnCreate: boolean;
  readonly tasks: readonly Task[];
  /** What is left behind and deleted at the end of an update. */
  readonly leftovers: readonly Task[];
  /** Resources that could not be deleted. */
  readonly failed: readonly string[];
  /** The token of the operation under way. */
  readonly token?: string;
}

/** A resource of a stack. Times in ms. */
export interface ResourceRecord {
  readonly logicalId: string;
  readonly type: string;
  /** Absent as long as its service has not made it. */
  readonly PhysicalResourceId?: string;
  readonly status: string;
  readonly statusReason?: string;
  readonly timestamp: number;
  /** With all functions computed; dynamic references stand as they were written. */
  readonly properties: Values;
  /** The same as events show it, where NoEcho hides some of it. */
  readonly shown?: Values;
  readonly attributes: Values;
  readonly metadata?: Value;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  /** What the operation under way has done to it. */
  readonly change?: 'created' | 'updated' | 'replaced';
  /** As it was before that. */
  readonly before?: Omit<ResourceRecord, 'before' | 'change'>;
}

/** An entry of a stack's history. */
export interface EventRecord {
  readonly EventId: string;
  readonly logicalId: string;
  readonly PhysicalResourceId: string;
  readonly type: string;
  readonly timestamp: number;
  readonly status: string;
  readonly reason?: string;
  /** JSON */
  readonly properties?: string;
  readonly token?: string;
}

/** A change of a resource that a change set announces. */
export interface ChangeRecord {
  readonly action: 'Add' | 'Modify' | 'Remove';
  readonly logicalId: string;
  readonly type: string;
  readonly PhysicalResourceId?: string;
  readonly replacement?: 'True' | 'False' | 'Conditional';
  readonly policyAction?: string;
  readonly details: readonly ChangeDetail[];
}

/** A property that changes. */
export interface ChangeDetail {
  readonly name: string;
  readonly recreation: 'Always' | 'Never';
  readonly evaluation: 'Static' | 'Dynamic';
  readonly source: 'DirectModification' | 'ParameterReference' | 'ResourceReference';
}

/** A change set. Times in ms. */
export interface ChangeSetRecord {
  readonly ChangeSetId: string;
  readonly ChangeSetName: string;
  readonly StackId: string;
  readonly type: 'CREATE' | 'UPDATE';
  readonly CreationTime: number;
  readonly status: 'CREATE_COMPLETE' | 'FAILED';
  readonly executionStatus: 'AVAILABLE' | 'UNAVAILABLE' | 'EXECUTE_COMPLETE' | 'OBSOLETE';
  readonly reason?: string;
  readonly description?: string;
  readonly plan: Plan;
  readonly RoleARN?: string;
  readonly notificationARNs: readonly string[];
  readonly onFailure: 'ROLLBACK' | 'DELETE' | 'DO_NOTHING';
  readonly changes: readonly ChangeRecord[];
}

/** A value that a stack exports. */
export interface ExportRecord {
  readonly name: string;
  readonly value: string;
  readonly StackId: string;
}

/** Temporary credentials of a stack's service role, as long as an operation is under way. */
export interface RoleSessionRecord {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiresAt: number;
}

/** Stacks by id (ARN), deleted ones too. */
export const stacksTable = table<StackRecord>('cloudformation.stacks');
/** The stack that has a name now, by account, Region and name. */
export const namesTable = table<{ readonly StackId: string }>('cloudformation.stack-names');
/** Resources by stack id and logical id. */
export const resourcesTable = table<ResourceRecord>('cloudformation.resources');
/** Events by stack id and number. */
export const eventsTable = table<EventRecord>('cloudformation.events');
/** Change sets by id (ARN). */
export const changeSetsTable = table<ChangeSetRecord>('cloudformation.change-sets');
/** Exports by account, Region and name. */
export const exportsTable = table<ExportRecord>('cloudformation.exports');
/** Credentials of service roles by stack id. */
export const roleSessionsTable = table<RoleSessionRecord>('cloudformation.role-sessions');

/** The key of what an account has in a Region by name. */
export const nameKey = (account: string, region: string, name: string) =>
  `${account}|${region}|${name}`;

/** The key of a stack's resource or event. */
export const partKey = (StackId: string, part: string) => `${StackId}|${part}`;

/** The ARN of a stack; its last part is made when the stack is. */
export const stackArn = (region: string, account: string, name: string, unique: string) =>
  formatArn('cloudformation', region, account, `stack/${name}/${unique}`);

/** The ARN of a change set. */
export const changeSetArn = (region: string, account: string, name: string, unique: string) =>
  formatArn('cloudformation', region, account, `changeSet/${name}/${unique}`);
