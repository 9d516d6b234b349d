import type { PyodideInterface } from 'pyodide';
import { info } from 'pyodide/pyodide-lock.json';

export type Interpreter = PyodideInterface;

/** What a browser and Node bring each in its own way: the files of Pyodide and boto3. */
export interface PythonSource {
  /** Loads the interpreter, from the app's own files and nothing else. */
  load(): Promise<Interpreter>;
  /** The archive that pack.py wrote. */
  boto3(): Promise<Uint8Array>;
}

/** How the interpreter is started: without JavaScript's globals, and with no packages to fetch. */
export const interpreterOptions = {
  jsglobals: {},
  env: { HOME: '/tmp', TZ: ':UTC', LANG: 'en_US.UTF-8', PYTHONINSPECT: '' },
  lockFileContents: JSON.stringify({ info, packages: {} }),
  packageBaseUrl: './no-packages/',
  stdin: () => null,
};
