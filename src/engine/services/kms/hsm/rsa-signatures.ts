import type { Random } from '../../../random';
import { remember, type Bytes, type SignatureScheme } from './material';
import { pkcs1Encoding, pssEncoding, type Encoding, type Hash } from './rsa-encodings';
import { modulusBytes, privateNumbers, publicNumbers, rsaPrivate, rsaPublic } from './rsa-numbers';

// A message WebCrypto hashes and signs; a digest is encoded here and signed by arithmetic.

function scheme(hash: Hash, encoding: Encoding): SignatureScheme {
  const algorithm = { name: encoding.name, hash: hash.name };
  const signing = remember((bytes) =>
    crypto.subtle.importKey('pkcs8', bytes, algorithm, false, ['sign']),
  );
  const verifying = remember((bytes) =>
    crypto.subtle.importKey('spki', bytes, algorithm, false, ['verify']),
  );

  async function signDigest(bytes: Bytes, digest: Bytes, random: Random | undefined) {
    const key = await privateNumbers(bytes);
    return rsaPrivate(key, await encoding.encode(digest, modulusBytes(key), random));
  }

  async function verifyDigest(publicKey: Bytes, digest: Bytes, signature: Bytes) {
    const encoded = await rsaPublic(await publicNumbers(publicKey), signature);
    return encoded !== undefined && encoding.matches(encoded, digest);
  }

  return {
    async sign({ bytes }, message, hashed, random) {
      if (hashed) return signDigest(bytes, message, random);
      const { parameters } = encoding;
      const signature = crypto.subtle.sign(parameters, await signing(bytes), message);
      return new Uint8Array(await signature);
    },
    async verify(publicKey, message, hashed, signature) {
      if (hashed) return verifyDigest(publicKey, message, signature);
      const key = await verifying(publicKey);
      return crypto.subtle.verify(encoding.parameters, key, signature, message);
    },
  };
}

/** RSASSA-PKCS1-v1_5. */
export const pkcs1 = (hash: Hash): SignatureScheme => scheme(hash, pkcs1Encoding(hash));

/** RSASSA-PSS. */
export const pss = (hash: Hash): SignatureScheme => scheme(hash, pssEncoding(hash));
