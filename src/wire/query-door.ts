import type { Cloud } from '../engine/cloud';
import { AwsError, internalFailure } from '../engine/errors';
import type { Service } from '../engine/operation';
import { splitTarget } from '../engine/signing/index';
import * as ec2 from './ec2';
import { header, type WireRequest, type WireResponse } from './http';
import * as query from './query';
import { readForm, readQueryInput } from './query-reader';
import { ask, identify, type DoorOptions } from './sender';

/**
 * Answers a request of the Query protocol, or of EC2's dialect of it, `named` being the service it
 * is signed for. Undefined where it is none.
 */
export type QueryDoor = (
  request: WireRequest,
  named: Service | undefined,
) => Promise<WireResponse> | undefined;

const utf8 = new TextDecoder();

/** Opens the endpoints of an engine's Query services. */
export function createQueryDoor(cloud: Cloud, options: DoorOptions): QueryDoor {
  const services = cloud.services.filter(isQuery);

  return (request, named) => {
    const parameters = readParameters(request);
    if (parameters instanceof AwsError) return Promise.resolve(refuse(undefined, parameters));
    const action = parameters.get('Action');
    if (action === undefined) return undefined;
    const version = parameters.get('Version');
    const service = named && isQuery(named) ? named : find(action, version);
    return handle(request, service, action, version, parameters);
  };

  /** Whichever service's version has such an action. */
  function find(action: string, version: string | undefined): Service | undefined {
    return services.find(
      ({ model }) => model.apiVersion === version && model.operations[action] !== undefined,
    );
  }

  async function handle(
    request: WireRequest,
    service: Service | undefined,
    action: string,
    version: string | undefined,
    parameters: ReadonlyMap<string, string>,
  ): Promise<WireResponse> {
    const model = service?.model;
    try {
      const isKnown = service !== undefined && Object.hasOwn(service.operations, action);
      const operation = isKnown ? model?.operations[action] : undefined;
      if (!isKnown || operation === undefined || version !== model?.apiVersion) {
        throw dialect(service).invalidAction(action, version);
      }
      const sent = identify(request, service.model, options);
      const { input: shape } = operation;
      const isEc2 = service.model.protocol === 'ec2';
      const input = shape === undefined ? {} : readQueryInput(parameters, shape, isEc2);
      const { requestId, output } = await ask(cloud, service, action, input, sent);
      return dialect(service).writeOutput(service.model, operation, requestId, output);
    } catch (cause) {
      return refuse(service, cause instanceof AwsError ? cause : internalFailure(cause));
    }
  }
}

function isQuery({ model }: Service): boolean {
  return model.protocol === 'query' || model.protocol === 'ec2';
}

function dialect(service: Service | undefined): typeof query | typeof ec2 {
  return service?.model.protocol === 'ec2' ? ec2 : query;
}

function refuse(service: Service | undefined, error: AwsError): WireResponse {
  const requestId = error.requestId ?? crypto.randomUUID();
  return dialect(service).writeError(service?.model, error, requestId);
}

/** A request's parameters, from the query string and from the form. */
function readParameters(request: WireRequest): ReadonlyMap<string, string> | AwsError {
  try {
    const { query: text } = splitTarget(request.target);
    const type = header(request.headers, 'content-type') ?? '';
    const isForm = type.startsWith('application/x-www-form-urlencoded');
    const form = isForm ? readForm(utf8.decode(request.body)) : [];
    return new Map([...(text === '' ? [] : readForm(text)), ...form]);
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}
