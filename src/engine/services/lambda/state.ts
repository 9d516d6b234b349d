import { formatArn } from '../../arn';
import { table } from '../../tables';

/** What of a function is the same for all its versions. Times in ms. */
export interface FunctionRecord {
  readonly account: string;
  readonly region: string;
  readonly FunctionName: string;
  readonly tags: Readonly<Record<string, string>>;
  /** The number that the version published last has. */
  readonly lastVersion: number;
  readonly aliases: Readonly<Record<string, AliasRecord>>;
  /** Resource policies by qualifier; that of the function itself by the empty one. */
  readonly policies: Readonly<Record<string, PolicyRecord>>;
}

export interface AliasRecord {
  readonly FunctionVersion: string;
  readonly Description: string;
  readonly RevisionId: string;
  /** The share of invocations (0 to 1) that goes to another version. */
  readonly weights: Readonly<Record<string, number>>;
}

export interface PolicyRecord {
  readonly statements: readonly PolicyStatement[];
  /** The unique ids of the users and roles that the statements name, by their ARNs. */
  readonly principalIds: Readonly<Record<string, string>>;
  readonly RevisionId: string;
}

/** A statement as AddPermission makes it. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Principal: '*' | { readonly AWS: string } | { readonly Service: string };
  readonly Action: string;
  readonly Resource: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A version of a function: its code and configuration. */
export interface VersionRecord {
  readonly account: string;
  readonly region: string;
  readonly FunctionName: string;
  /** `$LATEST`, or a number once it is published. */
  readonly Version: string;
  readonly Description: string;
  readonly Runtime: string;
  readonly Role: string;
  readonly Handler: string;
  readonly Timeout: number;
  readonly MemorySize: number;
  readonly EphemeralStorage: number;
  readonly Architectures: readonly string[];
  readonly CodeSha256: string;
  readonly CodeSize: number;
  readonly LastModified: number;
  readonly RevisionId: string;
  /**
   * The revision that execution environments are made for: the last one with other code or another
   * configuration. Absent where that is RevisionId.
   */
  readonly deployed?: string;
  readonly LogGroup: string;
  readonly KMSKeyArn?: string;
  /** Undefined where a function has never had environment variables. */
  readonly environment?: SealedEnvironment;
}

/** Environment variables at rest. */
export interface SealedEnvironment {
  /** The variables as JSON, encrypted by AWS KMS; absent where there are none. */
  readonly ciphertext?: Uint8Array;
  /** By which the execution role decrypts them. */
  readonly grant?: {
    readonly KeyId: string;
    readonly GrantId: string;
    /** Makes the grant good at once. */
    readonly GrantToken: string;
  };
}

/** A deployment package, as it was uploaded. */
export interface CodeRecord {
  readonly zip: Uint8Array;
}

/** Where a version runs: an execution environment is the same from one invocation to the next. */
export interface EnvironmentRecord {
  readonly logStream: string;
  /** What the function signs its requests with: of a session of its execution role. */
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string;
  };
  readonly expiresAt: number;
}

/** Functions by `account/region/name`. */
export const functionsTable = table<FunctionRecord>('lambda.functions');
/** Versions by `account/region/name/version`. */
export const versionsTable = table<VersionRecord>('lambda.versions');
/** Deployment packages by `account/region/` and the SHA-256 in base64. */
export const codeTable = table<CodeRecord>('lambda.code');
/** Execution environments by the key and the revision of a version. */
export const environmentsTable = table<EnvironmentRecord>('lambda.environments');

type Named = Pick<FunctionRecord, 'account' | 'region' | 'FunctionName'>;

export const functionKey = ({ account, region, FunctionName }: Named) =>
  `${account}/${region}/${FunctionName}`;

export const versionKey = (of: Named, version: string) => `${functionKey(of)}/${version}`;

export const codeKey = ({ account, region }: Named, sha256: string) =>
  `${account}/${region}/${sha256}`;

/** A function's ARN, with the qualifier where there is one. */
export function functionArn({ account, region, FunctionName }: Named, qualifier = ''): string {
  const suffix = qualifier === '' ? '' : `:${qualifier}`;
  return formatArn('lambda', region, account, `function:${FunctionName}${suffix}`);
}

export const latest = '$LATEST';
