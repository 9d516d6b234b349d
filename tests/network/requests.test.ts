import { describe, expect, test } from 'vitest';
import type { Shape } from '../../src/engine/api/index';
import type { Engine } from '../../src/engine/engine';
import { tls13, type Request } from '../../src/engine/operation';
import { readRequest, requestBytes } from '../../src/network/http/message-bytes';
import { signRequest } from '../../src/network/http/sign-request';
import { writeRequest } from '../../src/network/http/write-request';
import { createDoor } from '../../src/wire/door';
import { testWorld } from '../engine/world';

const { engine, admin } = testWorld();

/** An input with every member that the model knows, a few levels deep. */
function example(shape: Shape, name: string, depth = 0): unknown {
  switch (shape.type) {
    case 'structure': {
      const members = Object.entries(shape.members);
      const wanted = depth > 5 ? [] : shape.union === true ? members.slice(0, 1) : members;
      return Object.fromEntries(
        wanted.flatMap(([member, { shape: inner }]) => {
          // How long the body is says the body.
          if (member === 'ContentLength') return [];
          const value = example(inner, member, depth + 1);
          return value === undefined ? [] : [[member, value]];
        }),
      );
    }
    case 'list': {
      const item = example(shape.member.shape, name, depth + 1);
      return item === undefined ? undefined : [item, item];
    }
    case 'map': {
      const value = example(shape.value.shape, name, depth + 1);
      return value === undefined ? undefined : { one: value, two: value };
    }
    case 'string':
      return shape.enum?.[0] ?? `${name.toLowerCase()} 1/a&<b`;
    case 'blob':
      return Uint8Array.of(0, 255, 61, 10);
    case 'boolean':
      return true;
    case 'timestamp':
      return new Date(Date.UTC(2026, 10, 23, 12));
    default:
      return 7;
  }
}

/** What the engine gets of a request that is written, signed, and read by the door again. */
async function arrived(service: string, operation: string, input: object) {
  let got: Request | undefined;
  const listening = {
    services: engine.services,
    send: (request: Request) => {
      got = request;
      return Promise.resolve({ requestId: 'r', output: {} });
    },
  };
  const { model } = engine.services.find(({ name }) => name === service)!;
  const asked = {
    ...{ model, operation: model.operations[operation]!, input, userAgent: 'test' },
    url: new URL(
      `https://${model.globalEndpoint ?? `${model.endpointPrefix}.us-east-1.amazonaws.com`}/`,
    ),
  };
  const signedFor = { region: 'us-east-1', service: model.signingName, now: engine.now };
  const bytes = requestBytes(signRequest(writeRequest(asked), admin, signedFor));
  const door = createDoor(listening as Engine, { clock: () => engine.now });
  const answer = await door.handle({ ...readRequest(bytes), transport: tls13 });
  return got ?? answer;
}

describe.each(engine.services.map((service) => [service.name, service] as const))(
  '%s',
  (name, service) => {
    test.each(Object.keys(service.operations))('%s arrives as it was sent', async (operation) => {
      const shape = service.model.operations[operation]!.input;
      const input = shape === undefined ? {} : (example(shape, operation) as object);
      expect(await arrived(name, operation, input)).toMatchObject({
        ...{ service: name, operation, region: 'us-east-1', input },
        credentials: { accessKeyId: admin.accessKeyId },
      });
    });
  },
);
