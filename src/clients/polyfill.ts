import { Buffer } from 'buffer';

// The AWS Encryption SDK for browsers takes for granted what bundlers used to add (`Buffer`,
// `global`) and, in its search for WebCrypto, that there is a `window` or a `self`: a Worker has
// one, Node has none. To be imported before it.
const scope = globalThis as Record<string, unknown>;
scope['Buffer'] ??= Buffer;
scope['global'] ??= globalThis;
if (scope['window'] === undefined) scope['self'] ??= globalThis;
