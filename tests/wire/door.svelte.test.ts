import { expect, test } from 'vitest';
import { Engine } from '../../src/engine/engine';
import { adminCredentials, createWorld } from '../../src/engine/world';
import { basicTimestamp } from '../../src/engine/signing/index';
import { readAuthorization } from '../../src/wire/authorization';
import { createDoor } from '../../src/wire/door';
import { signatureOf } from '../../src/wire/sigv4';

// In Chromium: the page has the same door as the server, on its own WebCrypto, Request and Response.

test('a page reaches the engine by signed HTTP requests, without a network', async () => {
  const engine = new Engine(createWorld({ now: Date.now(), seed: null }));
  const { accessKeyId, secretAccessKey } = adminCredentials(engine.tables);
  const door = createDoor(engine);

  const send = async (operation: string, input: object, secret = secretAccessKey) => {
    const text = JSON.stringify(input);
    const timestamp = basicTimestamp(Date.now());
    const scope = `${timestamp.slice(0, 8)}/us-east-1/kms/aws4_request`;
    const headers: Record<string, string> = {
      'x-amz-date': timestamp,
      'x-amz-target': `TrentService.${operation}`,
    };
    const unsigned = {
      ...{ method: 'POST', target: '/', body: new TextEncoder().encode(text) },
      headers: {
        ...{ host: 'kms.us-east-1.amazonaws.com', ...headers },
        authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=host;x-amz-date;x-amz-target, Signature=none`,
      },
    };
    const signature = signatureOf(unsigned, readAuthorization(unsigned, 'json'), secret);
    headers['authorization'] = unsigned.headers.authorization.replace('none', signature);
    const response = await door.fetch(
      new Request('https://kms.us-east-1.amazonaws.com/', { method: 'POST', headers, body: text }),
    );
    return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
  };

  const { answer } = await send('CreateKey', {});
  const { KeyId } = answer['KeyMetadata'] as { KeyId: string };
  const encrypted = await send('Encrypt', { KeyId, Plaintext: btoa('hello') });
  const { CiphertextBlob } = encrypted.answer;
  expect(await send('Decrypt', { CiphertextBlob })).toMatchObject({
    status: 200,
    answer: { Plaintext: btoa('hello') },
  });
  expect(await send('ListKeys', {}, 'another')).toMatchObject({
    status: 400,
    answer: { __type: 'InvalidSignatureException' },
  });
});
