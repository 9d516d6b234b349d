import { loadPyodide } from 'pyodide';
import interpreterCode from 'pyodide/pyodide.asm.mjs?url';
import interpreterWasm from 'pyodide/pyodide.asm.wasm?url';
import standardLibrary from 'pyodide/python_stdlib.zip?url';
import { openChannel } from '../channel';
import { Download } from './download';
import about from './boto3.gen.json';
import archive from './boto3.zip?url';
import { interpreterOptions } from './interpreter';
import { serve } from './sandbox';
import sizes from './pyodide.gen.json';
import { canSuspend, suspending } from './waiting';

// The sandbox in a browser's Worker. All its files lie beside the app's own; it asks for no other.

const channel = openChannel();
const download = new Download(
  {
    [interpreterWasm]: sizes['pyodide.asm.wasm'],
    [standardLibrary]: sizes['python_stdlib.zip'],
    [archive]: about.size,
  },
  (loaded, total) => channel.post({ type: 'progress', loaded, total }),
);

if (canSuspend()) {
  serve(channel, { load, boto3 }, suspending(channel.post));
} else {
  channel.listen((message) => {
    if (message.type !== 'init') return;
    channel.post({
      ...{ type: 'error', errorType: 'Runtime.Unsupported', trace: [] },
      errorMessage:
        'This browser cannot run Python functions: it has no JavaScript Promise Integration ' +
        '(JSPI), with which Python waits for an answer. Chrome and Edge have it; or write the ' +
        'function in JavaScript and choose a Node.js runtime.',
    });
  });
}

async function load() {
  // Pyodide would fetch by names of its own; here it gets what the build has put there, by any.
  globalThis.fetch = (input) => {
    const name = String(input instanceof Request ? input.url : input);
    return download.get(name.endsWith('.wasm') ? interpreterWasm : standardLibrary);
  };
  const { default: createPyodideModule } = (await import(/* @vite-ignore */ interpreterCode)) as {
    default: never;
  };
  return loadPyodide({
    ...{ ...interpreterOptions, createPyodideModule, stdLibURL: standardLibrary },
    indexURL: new URL('.', import.meta.url).href,
  });
}

async function boto3() {
  const response = await download.get(archive);
  return new Uint8Array(await response.arrayBuffer());
}
