import type {
  ApiModel,
  ApiOperation,
  Fault,
  HttpChecksum,
  Member,
  Paginator,
  Protocol,
  Shape,
  Waiter,
} from './model';

/**
 * A `models/*.gen.json` file as it is imported. Its rows are left untyped on purpose: the files
 * are generated, and the compiler would compare every one of their thousand shapes.
 */
export interface CompactModel {
  readonly service: string;
  readonly metadata: object;
  readonly operations: object;
  readonly shapes: object;
  readonly waiters?: object;
}

interface Metadata {
  readonly protocol: Protocol;
  readonly apiVersion: string;
  readonly serviceId: string;
  readonly endpointPrefix: string;
  readonly signingName?: string;
  readonly globalEndpoint?: string;
  readonly targetPrefix?: string;
  readonly jsonVersion?: string;
  readonly xmlNamespace?: string;
}

interface Reference {
  readonly shape: string;
  readonly locationName?: string;
  readonly xmlNamespace?: { readonly uri: string };
  readonly resultWrapper?: string;
}

interface CompactOperation {
  readonly http?: {
    readonly method: string;
    readonly requestUri: string;
    readonly responseCode?: number;
  };
  readonly input?: string | Reference;
  readonly output?: string | Reference;
  readonly errors?: readonly string[];
  readonly paginator?: CompactPaginator;
  readonly httpChecksum?: HttpChecksum;
  readonly authtype?: string;
  readonly deprecated?: boolean;
}

interface CompactPaginator {
  readonly input_token: string | readonly string[];
  readonly output_token: string | readonly string[];
  readonly result_key: string | readonly string[];
  readonly limit_key?: string;
  readonly more_results?: string;
  readonly non_aggregate_keys?: readonly string[];
}

interface CompactShape {
  readonly type: string;
  readonly required?: readonly string[];
  readonly members?: Readonly<Record<string, string | Reference>>;
  readonly member?: string | Reference;
  readonly key?: string | Reference;
  readonly value?: string | Reference;
  readonly exception?: boolean;
  readonly fault?: boolean;
  readonly error?: { readonly code?: string; readonly httpStatusCode?: number };
}

type Shapes = Record<string, Shape>;

/** Reads a compact model: shapes become objects that point at each other. */
export function readModel(compact: CompactModel): ApiModel {
  const metadata = compact.metadata as Metadata;
  const rows = Object.entries(compact.shapes as Record<string, CompactShape>);
  // Two passes, because shapes refer to each other and to themselves. The records have no
  // prototype: they are looked up by names that come from requests.
  const shapes: Shapes = Object.create(null) as Shapes;
  for (const [name, { type }] of rows) shapes[name] = { name, type } as Shape;
  for (const [name, row] of rows)
    Object.assign(shapes[name] as Shape, readShape(name, row, shapes));
  const operations = Object.create(null) as Record<string, ApiOperation>;
  for (const [name, row] of Object.entries(
    compact.operations as Record<string, CompactOperation>,
  )) {
    operations[name] = readOperation(name, row, shapes);
  }
  return {
    ...metadata,
    service: compact.service,
    waiters: (compact.waiters ?? {}) as Readonly<Record<string, Waiter>>,
    signingName: metadata.signingName ?? metadata.endpointPrefix,
    operations,
    shapes,
  };
}

function readShape(name: string, row: CompactShape, shapes: Shapes): object {
  const { members, member, key, value, exception, fault, error, ...traits } = row;
  if (row.type === 'structure') {
    const read = Object.create(null) as Record<string, Member>;
    for (const [memberName, reference] of Object.entries(members ?? {})) {
      read[memberName] = readMember(reference, shapes);
    }
    return {
      required: [],
      ...traits,
      members: read,
      ...(exception === true ? { error: readError(name, fault, error) } : {}),
    };
  }
  return {
    ...traits,
    ...(member === undefined ? {} : { member: readMember(member, shapes) }),
    ...(key === undefined ? {} : { key: readMember(key, shapes) }),
    ...(value === undefined ? {} : { value: readMember(value, shapes) }),
  };
}

function readError(name: string, isFault: boolean | undefined, error: CompactShape['error']) {
  const statusCode = error?.httpStatusCode ?? (isFault === true ? 500 : 400);
  const fault: Fault = statusCode >= 500 ? 'server' : 'client';
  return { code: error?.code ?? name, statusCode, fault };
}

function readMember(reference: string | Reference, shapes: Shapes): Member {
  if (typeof reference === 'string') return { shape: shapes[reference] as Shape };
  return { ...reference, shape: shapes[reference.shape] as Shape } as Member;
}

function readOperation(name: string, row: CompactOperation, shapes: Shapes): ApiOperation {
  const { http, input, output, errors, paginator, httpChecksum, authtype, deprecated } = row;
  const structure = (reference: string | Reference) =>
    shapes[typeof reference === 'string' ? reference : reference.shape];
  const operation = {
    name,
    http: {
      method: http?.method ?? 'POST',
      uri: http?.requestUri ?? '/',
      code: http?.responseCode ?? 200,
    },
    ...(input === undefined ? {} : { input: structure(input), ...readInputElement(input) }),
    ...(output === undefined ? {} : { output: structure(output), ...readResultWrapper(output) }),
    errors: (errors ?? []).map((error) => shapes[error]),
    ...(paginator === undefined ? {} : { paginator: readPaginator(paginator) }),
    ...(httpChecksum === undefined ? {} : { httpChecksum }),
    unsigned: authtype === 'none',
    deprecated: deprecated ?? false,
  };
  return operation as ApiOperation;
}

function readInputElement(input: string | Reference): Pick<ApiOperation, 'inputElement'> {
  if (typeof input === 'string' || input.locationName === undefined) return {};
  const xmlNamespace = input.xmlNamespace?.uri;
  return {
    inputElement: {
      name: input.locationName,
      ...(xmlNamespace === undefined ? {} : { xmlNamespace }),
    },
  };
}

function readResultWrapper(output: string | Reference): Pick<ApiOperation, 'resultWrapper'> {
  if (typeof output === 'string' || output.resultWrapper === undefined) return {};
  return { resultWrapper: output.resultWrapper };
}

function readPaginator(row: CompactPaginator): Paginator {
  const list = (value: string | readonly string[]) => (typeof value === 'string' ? [value] : value);
  return {
    inputToken: list(row.input_token),
    outputToken: list(row.output_token),
    resultKey: list(row.result_key),
    nonAggregateKeys: row.non_aggregate_keys ?? [],
    ...(row.limit_key === undefined ? {} : { limitKey: row.limit_key }),
    ...(row.more_results === undefined ? {} : { moreResults: row.more_results }),
  };
}
