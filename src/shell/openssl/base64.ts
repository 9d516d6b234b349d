import { fromUtf8, toByteString, fromByteString } from '../bytes';

const lineLength = 64;

/** Base64 in lines of 64 characters, or as one without a line end. */
export function toBase64(bytes: Uint8Array, oneLine: boolean): string {
  const text = btoa(toByteString(bytes));
  if (oneLine || text === '') return text;
  return text.replace(new RegExp(`.{1,${lineLength}}`, 'g'), '$&\n');
}

/** Bytes of Base64 text with any line ends; reading stops where it is not Base64, as OpenSSL's does. */
export function fromBase64(encoded: Uint8Array): Uint8Array<ArrayBuffer> {
  const text = fromUtf8(encoded).replace(/[\s]/g, '');
  const [valid = ''] = /^[A-Za-z0-9+/]*={0,2}/.exec(text) ?? [];
  return fromByteString(atob(valid.slice(0, valid.length - (valid.length % 4))));
}
