import { loadPyodide } from 'pyodide';
import { openChannel } from '../channel';
import archive from './boto3.zip?url&inline';
import { interpreterOptions } from './interpreter';
import { serve } from './sandbox';
import { blocking } from './waiting';

// The sandbox in a thread of Node: started with the folder of the package pyodide.

interface Modules {
  getBuiltinModule(name: 'node:worker_threads'): { workerData: { pyodide: string } };
  getBuiltinModule(name: 'node:module'): {
    createRequire(from: string): (name: string) => unknown;
    syncBuiltinESMExports(): void;
  };
}

const { process } = globalThis as unknown as { process: Modules };
const { pyodide } = process.getBuiltinModule('node:worker_threads').workerData;
const channel = openChannel();

// A socket of Python would become a WebSocket of the package ws.
const modules = process.getBuiltinModule('node:module');
const { createRequire } = modules;
modules.createRequire = (from) => {
  const require = createRequire(from);
  return (name) => {
    if (!name.startsWith('node:')) throw new Error(`${name} is not to be had`);
    return require(name);
  };
};
modules.syncBuiltinESMExports();

const next = channel.next;
if (next === undefined) throw new Error('this sandbox is for a thread of Node');

serve(
  channel,
  {
    load: () => loadPyodide({ ...interpreterOptions, indexURL: pyodide }),
    boto3: () => Promise.resolve(bytesOf(archive)),
  },
  blocking(channel.post, next),
);

function bytesOf(dataUrl: string): Uint8Array {
  const text = atob(dataUrl.slice(dataUrl.indexOf(',') + 1));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
