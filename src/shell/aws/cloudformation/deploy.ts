import { parseDocument } from 'yaml';
import type { ApiModel } from '../../../engine/api/index';
import type { AwsError } from '../../../engine/errors';
import { parseArguments, type ArgumentValue } from '../arguments/parse-arguments';
import { exitCodes, generalError, NotAvailable, paramValidation } from '../cli-error';
import type { ValueRecord } from '../parameters/value';
import { ServiceError } from '../report-error';
import { clientOf, type Invocation } from '../run-operation';
import { sendRequest, type Client } from '../send-request';
import { waitUntil } from '../wait';
import { deployOptions } from './deploy-options';

// Source of the steps and texts: the AWS CLI, awscli/customizations/cloudformation.

type Values = ReadonlyMap<string, ArgumentValue>;

/** Bytes of a template that needs no bucket. */
const directTemplate = 51_200;

const emptyChangeSet = "The submitted information didn't contain changes.";

/** Runs `aws cloudformation deploy`: makes a change set, executes it and waits for the stack. */
export async function runDeploy(
  model: ApiModel,
  words: readonly string[],
  invocation: Invocation,
): Promise<number> {
  const { values, remaining } = parseArguments(words, {
    options: new Map(deployOptions.map((option) => [option.name, option])),
    positionals: [],
  });
  if (remaining.length > 0) throw paramValidation(`Unknown options: ${remaining.join(', ')}`);
  for (const option of [
    's3-bucket',
    'force_upload',
    's3-prefix',
    'kms-key-id',
    'notification-arns',
  ]) {
    if (values.has(option)) {
      throw new NotAvailable(
        `aws cloudformation deploy --${option.replace('_', '-')} is not available in this lab.`,
      );
    }
  }
  return new Deployment(model, values, invocation).run();
}

class Deployment {
  readonly #model: ApiModel;
  readonly #values: Values;
  readonly #invocation: Invocation;

  constructor(model: ApiModel, values: Values, invocation: Invocation) {
    this.#model = model;
    this.#values = values;
    this.#invocation = invocation;
  }

  async run(): Promise<number> {
    const { stdout } = this.#invocation.ctx;
    const StackName = this.#values.get('stack-name') as string;
    const template = this.#template();
    const isNew = !(await this.#hasStack(StackName));
    const ChangeSetName = await this.#createChangeSet(StackName, template, isNew);
    stdout.write('\nWaiting for changeset to be created..\n');
    if (!(await this.#hasChanges(StackName, ChangeSetName))) {
      const text = `No changes to deploy. Stack ${StackName} is up to date`;
      if (this.#values.get('fail_on_empty_changeset') === true) throw generalError(text);
      stdout.write(`\n${text}\n`);
      return exitCodes.success;
    }
    if (this.#values.get('execute_changeset') === false) {
      stdout.write(
        `Changeset created successfully. Run the following command to review changes:\naws cloudformation describe-change-set --change-set-name ${ChangeSetName}\n`,
      );
      return exitCodes.success;
    }
    const DisableRollback = this.#values.get('disable_rollback') === true;
    await this.#send('ExecuteChangeSet', { ChangeSetName, StackName, DisableRollback });
    await this.#waitForStack(StackName, isNew);
    stdout.write(`Successfully created/updated stack - ${StackName}\n`);
    return exitCodes.success;
  }

  #template(): string {
    const { files } = this.#invocation.ctx;
    const path = this.#values.get('template-file') as string;
    if (files.status(path)?.type !== 'file') throw generalError(`Invalid template path ${path}`);
    const bytes = files.read(path);
    if (bytes.length > directTemplate) {
      throw generalError(
        'Templates with a size greater than 51,200 bytes must be deployed via an S3 Bucket. Please add the --s3-bucket parameter to your command. The local template will be copied to that S3 bucket and then deployed.',
      );
    }
    return new TextDecoder().decode(bytes);
  }

  async #hasStack(StackName: string): Promise<boolean> {
    try {
      const { Stacks } = (await this.#send('DescribeStacks', { StackName })) as unknown as {
        readonly Stacks: readonly { readonly StackStatus: string }[];
      };
      // A stack that a change set has only announced is still to be created.
      return Stacks[0]?.StackStatus !== 'REVIEW_IN_PROGRESS';
    } catch (error) {
      if (refusal(error)?.message === `Stack with id ${StackName} does not exist`) return false;
      throw error;
    }
  }

  async #createChangeSet(StackName: string, template: string, isNew: boolean): Promise<string> {
    const seconds = Math.floor(this.#invocation.ctx.engine.now / 1000);
    const { Id } = await this.#send('CreateChangeSet', {
      ...{ StackName, ChangeSetName: `awscli-cloudformation-package-deploy-${seconds}` },
      ...{ TemplateBody: template, ChangeSetType: isNew ? 'CREATE' : 'UPDATE' },
      Parameters: await this.#parameters(StackName, template, isNew),
      Capabilities: this.#words('capabilities'),
      Description: `Created by AWS CLI at ${new Date(seconds * 1000).toISOString().slice(0, -1)} UTC`,
      Tags: this.#pairs('tags').map(([Key, Value]) => ({ Key, Value })),
      ...(this.#values.has('role-arn') ? { RoleARN: this.#values.get('role-arn') as string } : {}),
    });
    return Id as string;
  }

  /** Each of the template's parameters: as given, or as it was. */
  async #parameters(StackName: string, template: string, isNew: boolean): Promise<ValueRecord[]> {
    const given = new Map(this.#pairs('parameter-overrides'));
    const known = isNew ? [] : await this.#knownParameters(StackName);
    return parameterNames(template).flatMap((ParameterKey): ValueRecord[] => {
      const ParameterValue = given.get(ParameterKey);
      if (ParameterValue !== undefined) return [{ ParameterKey, ParameterValue }];
      return known.includes(ParameterKey) ? [{ ParameterKey, UsePreviousValue: true }] : [];
    });
  }

  async #knownParameters(StackName: string): Promise<string[]> {
    const { Parameters = [] } = (await this.#send('GetTemplateSummary', {
      StackName,
    })) as unknown as { readonly Parameters?: readonly { readonly ParameterKey: string }[] };
    return Parameters.map(({ ParameterKey }) => ParameterKey);
  }

  /** Waits for the change set; false where it would change nothing. */
  async #hasChanges(StackName: string, ChangeSetName: string): Promise<boolean> {
    const input = { StackName, ChangeSetName };
    const client = this.#client('DescribeChangeSet');
    try {
      await waitUntil('ChangeSetCreateComplete', client, input, 5);
      return true;
    } catch (error) {
      const { Status, StatusReason = '' } = (await this.#send(
        'DescribeChangeSet',
        input,
      )) as unknown as { readonly Status: string; readonly StatusReason?: string };
      if (Status === 'FAILED' && StatusReason.startsWith(emptyChangeSet)) return false;
      const text = error instanceof Error ? error.message : '';
      throw generalError(
        `Failed to create the changeset: ${text} Status: ${Status}. Reason: ${StatusReason}`,
      );
    }
  }

  async #waitForStack(StackName: string, isNew: boolean): Promise<void> {
    this.#invocation.ctx.stdout.write('Waiting for stack create/update to complete\n');
    const waiter = isNew ? 'StackCreateComplete' : 'StackUpdateComplete';
    try {
      await waitUntil(waiter, this.#client('DescribeStacks'), { StackName });
    } catch (error) {
      this.#invocation.ctx.signal.throwIfAborted();
      this.#invocation.log('deploy', String(error));
      throw generalError(
        `Failed to create/update the stack. Run the following command\nto fetch the list of events leading up to the failure\naws cloudformation describe-stack-events --stack-name ${StackName}`,
      );
    }
  }

  #words(name: string): string[] {
    const given = this.#values.get(name) ?? [];
    return [...(given as readonly string[])];
  }

  #pairs(name: string): [string, string][] {
    return this.#words(name).map((word) => {
      const at = word.indexOf('=');
      if (at < 0) {
        throw generalError(`['${word}'] value passed to --${name} must be of format Key=Value`);
      }
      return [word.slice(0, at), word.slice(at + 1)];
    });
  }

  #client(operation: string): Client {
    return clientOf(this.#invocation, this.#model, this.#model.operations[operation]!);
  }

  #send(operation: string, input: ValueRecord): Promise<ValueRecord> {
    return sendRequest(this.#client(operation), input);
  }
}

function refusal(error: unknown): AwsError | undefined {
  return error instanceof ServiceError ? error.error : undefined;
}

/** The names of a template's parameters; what is not well-formed is for the service to say. */
function parameterNames(template: string): string[] {
  const document = parseDocument(template, { logLevel: 'silent' });
  if (document.errors.length > 0) return [];
  const whole = document.toJS() as { readonly Parameters?: unknown } | null;
  const parameters = whole?.Parameters;
  return typeof parameters === 'object' && parameters !== null ? Object.keys(parameters) : [];
}
