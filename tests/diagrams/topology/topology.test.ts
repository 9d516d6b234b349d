import { describe, expect, it } from 'vitest';
import { attackersOf, isClear, lootOf } from '../../../src/diagrams/topology/attack';
import { everHeld, holdingsAt, momentsOf } from '../../../src/diagrams/topology/holdings';
import { topologyLayout } from '../../../src/diagrams/topology/layout';
import { stageOf } from '../../../src/diagrams/topology/places';
import { topologyText } from '../../../src/diagrams/topology/text';
import type { Step } from '../../../src/engine/trace';
import { testWorld } from '../../engine/world';

const plaintext = new TextEncoder().encode('a short secret');

/** The steps of some requests in a world with a KMS key. */
async function traceOf(
  run: (world: ReturnType<typeof testWorld>, key: string) => Promise<unknown>,
) {
  const world = testWorld(1);
  const { Arn } = await world.createKey();
  await world.send('s3', 'CreateBucket', { Bucket: 'pictures-of-the-lab' });
  const steps: Step[] = [];
  world.engine.observe((happening) => steps.push(...happening.steps));
  await run(world, Arn);
  return steps;
}

const formsAt = (steps: readonly Step[], step: number, title: string) => {
  const place = stageOf(steps).places.find((one) => one.title === title);
  return [
    ...(holdingsAt(steps, step)
      .get(place?.id ?? '')
      ?.keys() ?? []),
  ].sort();
};

describe('who holds what', () => {
  it('has a data key in the clear at S3 only until it has answered, and ciphertext in the bucket', async () => {
    const steps = await traceOf(({ send }, key) =>
      send('s3', 'PutObject', {
        ...{ Bucket: 'pictures-of-the-lab', Key: 'a', Body: plaintext },
        ...{ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: key },
      }),
    );
    expect(
      stageOf(steps)
        .places.map(({ kind }) => kind)
        .sort(),
    ).toEqual([...['client', 'hsm', 'service', 'service', 'store', 'trail', 'wire']]);
    const encrypted = steps.findIndex(
      (step) => step.kind === 'crypto' && step.actor.name === 'Amazon S3',
    );
    expect(formsAt(steps, encrypted, 'Amazon S3')).toEqual(['ciphertext', 'data key', 'plaintext']);
    expect(formsAt(steps, encrypted, 'KMS HSM')).toEqual(['key material']);
    const last = steps.length - 1;
    expect(formsAt(steps, last, 'Amazon S3').filter((form) => isClear(form))).toEqual([]);
    expect(formsAt(steps, last, 'pictures-of-the-lab')).toEqual(['ciphertext']);
    expect(formsAt(steps, last, 'Workstation')).toEqual(['plaintext']);
  });

  it('leaves a data key at the client that asked for one', async () => {
    const steps = await traceOf(({ kms }, KeyId) =>
      kms('GenerateDataKey', { KeyId, KeySpec: 'AES_256' }),
    );
    const last = steps.length - 1;
    expect(formsAt(steps, last, 'Workstation')).toEqual(['ciphertext', 'data key']);
    expect(formsAt(steps, last, 'AWS KMS')).toEqual([]);
    expect(formsAt(steps, last, 'KMS HSM')).toEqual(['key material']);
  });

  it('stores a String as it was sent, and a SecureString encrypted', async () => {
    const put = (Type: string) =>
      traceOf(({ send }) => send('ssm', 'PutParameter', { Name: '/a', Value: 'x', Type }));
    const plain = await put('String');
    expect(formsAt(plain, plain.length - 1, '/a')).toEqual(['plaintext']);
    const secure = await put('SecureString');
    expect(formsAt(secure, secure.length - 1, '/a')).toEqual(['ciphertext']);
  });

  it('leaves nothing at a service that had a value decrypted for a request of its own', async () => {
    const steps = await traceOf(async ({ send }) => {
      await send('ssm', 'PutParameter', { Name: '/a', Value: 'x', Type: 'SecureString' });
      await send('ssm', 'GetParameter', { Name: '/a', WithDecryption: true });
    });
    expect(formsAt(steps, steps.length - 1, 'AWS Systems Manager')).toEqual([]);
    expect(formsAt(steps, steps.length - 1, 'Workstation')).toEqual(['plaintext']);
  });

  it('says what an attacker reads where he stands', async () => {
    const steps = await traceOf(({ kms }, KeyId) =>
      kms('GenerateDataKey', { KeyId, KeySpec: 'AES_256' }),
    );
    const stage = stageOf(steps);
    const last = steps.length - 1;
    const loot = (start: string) => {
      const attacker = attackersOf(stage, steps).find(({ id }) => id.startsWith(start));
      if (attacker === undefined) throw new Error(`nobody at ${start}`);
      return lootOf(attacker, stage, holdingsAt(steps, last), steps, last);
    };
    expect(loot('client').sentences[0]).toMatch(/reads data key/);
    expect(loot('wire').places.size).toBe(0);
    expect(loot('trail').sentences[0]).toMatch(/no plaintext and no key/);
    expect(loot('principal').sentences.join(' ')).toMatch(/Allowed: kms:GenerateDataKey on arn:/);
    expect(loot('service AWS KMS').places.size).toBe(0);
  });

  it.each([300, 1280])(
    'lays every place out without overlap, and nothing moves, at %i px',
    async (width) => {
      const steps = await traceOf(async ({ send, kms }, key) => {
        await kms('Encrypt', { KeyId: key, Plaintext: plaintext });
        await send('secretsmanager', 'GetRandomPassword');
        await send('ssm', 'PutParameter', { Name: '/a', Value: 'x', Type: 'SecureString' });
      });
      const stage = stageOf(steps);
      const ever = everHeld(steps);
      const at = (step: number) => topologyLayout(stage, holdingsAt(steps, step), ever, width);
      const { boxes, width: drawn } = at(steps.length - 1);
      expect(boxes).toHaveLength(stage.places.length);
      for (const [index, a] of boxes.entries()) {
        expect(a.x + a.width).toBeLessThanOrEqual(drawn);
        for (const b of boxes.slice(index + 1)) {
          const apart =
            a.x + a.width <= b.x ||
            b.x + b.width <= a.x ||
            a.y + a.height <= b.y ||
            b.y + b.height <= a.y;
          expect(apart).toBe(true);
        }
      }
      for (const moment of momentsOf(steps)) {
        expect(at(moment).boxes.map(({ x, y, height }) => [x, y, height])).toEqual(
          boxes.map(({ x, y, height }) => [x, y, height]),
        );
      }
      const words = topologyText(
        stage,
        holdingsAt(steps, steps.length - 1),
        steps,
        steps.length - 1,
      );
      expect(words).toHaveLength(1 + stage.places.length);
    },
  );
});
