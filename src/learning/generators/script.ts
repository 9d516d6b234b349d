import { search } from 'jmespath';
import { loadModel, type ServiceName } from '../../engine/api/catalog';
import { Engine } from '../../engine/engine';
import { AwsError } from '../../engine/errors';
import type { SecretCredentials } from '../../engine/operation';
import { adminCredentials, createWorld } from '../../engine/world';
import { cliLine, Kept, quoted } from '../../shell/aws/command-line';
import type { Json } from '../scenario';

/** What a request came to, with the line of the AWS CLI that sends the same. */
export interface Sent {
  readonly line: string;
  /** The error code of a refusal, else what the query gives. */
  readonly outcome: Json;
  /** The message of a refusal. */
  readonly message: string;
  readonly output: Readonly<Record<string, unknown>>;
}

type Input = Readonly<Record<string, unknown>>;

const start = Date.UTC(2026, 10, 2, 9);
const day = 86_400_000;

/**
 * Sends requests to a world of its own and writes down the lines that a learner would type for them:
 * what the engine answers is the ground truth of a generated item, and the lines are its world.
 */
export class Script {
  readonly region: string;
  readonly engine: Engine;
  /** The lines so far: the item's setup. */
  readonly lines: string[] = [];
  readonly #kept = new Map<string, unknown>();
  readonly #users = new Map<string, SecretCredentials>();

  constructor(region = 'us-east-1') {
    this.region = region;
    this.engine = new Engine(createWorld({ now: start, seed: 1, region }));
  }

  /**
   * Sends a request as the administrator or a user, and notes its line. Values `$NAME` are what was
   * kept; `keep` keeps what a query gives under a name.
   */
  async call(
    service: ServiceName,
    operation: string,
    input: Input,
    keep?: readonly [name: string, query: string],
  ): Promise<Sent> {
    const sent = await this.ask(service, operation, input);
    if (sent.message !== '') throw new Error(`${operation}: ${sent.message}`);
    if (keep === undefined) this.lines.push(sent.line);
    else {
      const [name, query] = keep;
      this.lines.push(`${name}=$(${sent.line} --query ${quoted(query)} --output text)`);
      this.#kept.set(name, search(sent.output, query));
    }
    return sent;
  }

  /** The same without noting the line: the request that a question is about. */
  async ask(
    service: ServiceName,
    operation: string,
    input: Input,
    { query = '', as }: { readonly query?: string; readonly as?: string } = {},
  ): Promise<Sent> {
    const line = cliLine(await loadModel(service), operation, this.#filled(input, true));
    const credentials = as === undefined ? adminCredentials(this.engine.tables) : this.#user(as);
    const profile = as === undefined ? '' : ` --profile ${as}`;
    const filled = this.#filled(input, false);
    const told = { line: `${line}${profile}`, message: '', output: {} };
    try {
      const request = { service, operation, region: this.region, credentials, input: filled };
      const output = (await this.engine.send(request)).output as Sent['output'];
      return { ...told, output, outcome: query === '' ? null : (search(output, query) as Json) };
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return { ...told, outcome: error.code, message: error.message || error.code };
    }
  }

  /** Creates an IAM user with a policy, whose profile the terminal then has. */
  async user(name: string, policy: object): Promise<void> {
    await this.call('iam', 'CreateUser', { UserName: name });
    const PolicyDocument = JSON.stringify(policy);
    await this.call('iam', 'PutUserPolicy', { UserName: name, PolicyName: 'own', PolicyDocument });
    const { output } = await this.ask('iam', 'CreateAccessKey', { UserName: name });
    const key = output['AccessKey'] as { AccessKeyId: string; SecretAccessKey: string };
    this.#users.set(name, {
      accessKeyId: key.AccessKeyId,
      secretAccessKey: key.SecretAccessKey,
    });
    this.lines.push(
      `KEYS=$(aws iam create-access-key --user-name ${name} --query 'AccessKey.[AccessKeyId,SecretAccessKey]' --output text)`,
      `aws configure set aws_access_key_id "$(echo "$KEYS" | cut -f 1)" --profile ${name}`,
      `aws configure set aws_secret_access_key "$(echo "$KEYS" | cut -f 2)" --profile ${name}`,
      `aws configure set region ${this.region} --profile ${name}`,
    );
  }

  /** Lets days pass. */
  async wait(days: number): Promise<void> {
    this.lines.push(`sleep ${days * 86_400}`);
    await this.engine.advanceTo(this.engine.now + days * day);
  }

  #user(name: string): SecretCredentials {
    const found = this.#users.get(name);
    if (found === undefined) throw new Error(`there is no user ${name}`);
    return found;
  }

  #filled(input: Input, shown: boolean): Input {
    return Object.fromEntries(
      Object.entries(input).map(([member, value]) => {
        const name = typeof value === 'string' ? /^\$([A-Z]+)$/.exec(value)?.[1] : undefined;
        if (name === undefined) return [member, value];
        return [member, shown ? new Kept(name) : this.#kept.get(name)];
      }),
    );
  }
}

/** A policy document of these statements. */
export function policyOf(...statements: readonly object[]): object {
  return { Version: '2012-10-17', Statement: statements };
}
