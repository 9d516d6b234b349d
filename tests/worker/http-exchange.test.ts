import { expect, it } from 'vitest';
import { Engine } from '../../src/engine/engine';
import { restoreWorld } from '../../src/engine/saved-world';
import type { Step } from '../../src/engine/trace';
import { readRequest } from '../../src/network/http/message-bytes';
import { createDoor } from '../../src/wire/door';
import { LabSession } from '../../src/worker/lab-session';
import type { LabEvent, TracedRequest } from '../../src/worker/port';
import { WorldMirror } from '../../src/worker/world-mirror';

/** A world in which these lines ran, and the requests of the last one, as the page knows them. */
async function after(...lines: readonly string[]) {
  const events: LabEvent[] = [];
  const session = new LabSession(
    (event) => events.push(event),
    () => 0,
  );
  const { world } = await session.open({ saved: null, scenario: null, now: Date.UTC(2026, 0, 5) });
  let from = 0;
  for (const line of lines) {
    from = events.length;
    await session.run(line);
  }
  const mirror = new WorldMirror();
  mirror.replace(world!);
  for (const event of events) if (event.type === 'happened') mirror.apply(event.changes);
  const steps = events
    .slice(from)
    .flatMap((event) => (event.type === 'happened' ? event.steps : []));
  return { session, requests: requestsIn(structuredCloneOf(steps)), saved: mirror.save() };
}

/** As the page gets it: without what no message can carry. */
function structuredCloneOf(steps: readonly Step[]): readonly Step[] {
  return structuredClone(steps);
}

function requestsIn(steps: readonly Step[]): TracedRequest[] {
  return steps.flatMap((request) => {
    if (request.kind !== 'request') return [];
    const own = steps.filter(({ span }) => span === request.span);
    const end = own.find((step) => step.kind === 'end');
    const proof = own.find((step) => step.kind === 'authentication');
    return [
      {
        ...{ request, secure: true, userAgent: 'aws-cli/2' },
        ...(end === undefined ? {} : { end }),
        ...(proof === undefined ? {} : { accessKeyId: proof.accessKeyId }),
      },
    ];
  });
}

const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

it.each([
  ['KMS (JSON)', 'aws kms create-key', 'TrentService.CreateKey', 'KeyMetadata'],
  ['STS (Query)', 'aws sts get-caller-identity', 'Action=GetCallerIdentity', 'user/admin'],
  ['S3 (XML)', 'aws s3api create-bucket --bucket a-bucket', 'Host: a-bucket.s3.', '/a-bucket'],
])('a request to %s goes again as it went: the world takes it', async (_, line, sent, answered) => {
  const { session, requests, saved } = await after(line);
  const [traced] = requests;
  const { request, response, losses } = await session.http(traced!);
  expect(losses).toEqual([]);
  expect(textOf(request)).toContain(sent);
  expect(textOf(response)).toContain(answered);
  expect(textOf(response).toLowerCase()).toContain(traced!.request.requestId);
  // Signed for the time at which it was sent, with the secret that the world knows.
  const engine = new Engine(restoreWorld(saved));
  const door = createDoor(engine, { clock: () => traced!.request.at });
  const { status } = await door.handle(readRequest(request as Uint8Array<ArrayBuffer>));
  expect(status).toBe(200);
});

it('a refusal is answered in the protocol of the service, and leaves the world alone', async () => {
  const { session, requests, saved } = await after('aws kms describe-key --key-id alias/none');
  const { response } = await session.http(requests[0]!);
  expect(textOf(response)).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  expect(textOf(response)).toContain('"__type":"NotFoundException"');
  const again = await session.run('aws cloudtrail lookup-events --query "length(Events)"');
  expect(Number(again.stdout)).toBe(
    saved.rows.filter(([table]) => table === 'cloudtrail.events').length,
  );
});

it('an object shows with its content; what a key signed that is gone shows unsigned', async () => {
  const { session, requests } = await after(
    'aws s3api create-bucket --bucket a-bucket',
    'echo -n hello > f; aws s3api put-object --bucket a-bucket --key f --body f',
    'aws s3api get-object --bucket a-bucket --key f g',
  );
  const { response, losses } = await session.http(requests[0]!);
  expect(textOf(response)).toMatch(/Content-Length: 5\r\n[^]*\r\n\r\nhello$/);
  expect(losses).toEqual([]);
  const unknown = await session.http({ ...requests[0]!, accessKeyId: 'AKIAGONE' });
  expect(textOf(unknown.request)).not.toContain('Authorization');
  expect(unknown.losses).toEqual(['signature']);
});
