// What any server in Node has to do for KMS Encrypt at the least: read a request, parse its JSON,
// encrypt once with AES-256-GCM, and answer in JSON. No signature, no policy, no key to look up.
import { createServer } from 'node:http';

const algorithm = 'AES-GCM';
const key = await crypto.subtle.generateKey({ name: algorithm, length: 256 }, false, ['encrypt']);

const server = createServer((request, response) => {
  /** @type {Buffer[]} */
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => void answer(Buffer.concat(chunks).toString(), response));
});

/**
 * @param {string} text
 * @param {import('node:http').ServerResponse} response
 */
async function answer(text, response) {
  const { KeyId, Plaintext } = JSON.parse(text);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plaintext = Buffer.from(Plaintext, 'base64');
  const sealed = await crypto.subtle.encrypt({ name: algorithm, iv }, key, plaintext);
  const CiphertextBlob = Buffer.concat([iv, Buffer.from(sealed)]).toString('base64');
  const body = JSON.stringify({ CiphertextBlob, KeyId });
  response.writeHead(200, {
    'content-type': 'application/x-amz-json-1.1',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  console.log(`listening on http://127.0.0.1:${port}`);
});
