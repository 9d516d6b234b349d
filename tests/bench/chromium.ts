import { files } from 'virtual:measurements';
import { runAll, type Result } from './bench';

declare global {
  interface Window {
    /** Exposed by run.mjs. */
    report(result: Result): Promise<void>;
    /** Called by run.mjs with the text that names must contain. */
    measure(only: string): Promise<void>;
  }
}

const all = files.flatMap(({ measurements }) => measurements);
window.measure = (only) => runAll(all, 'chromium', only, (result) => window.report(result));
