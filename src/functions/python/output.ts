import type { Interpreter } from './interpreter';

/** Hands out what Python writes to stdout and stderr line by line; call `flush` for what is left. */
export function readOutput(python: Interpreter, line: (text: string) => void): { flush(): void } {
  const streams = [python.setStdout, python.setStderr].map((set) => {
    const decoder = new TextDecoder();
    let rest = '';
    const take = (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      lines.forEach(line);
    };
    set({
      write(bytes: Uint8Array) {
        // The interpreter's memory may be shared: a decoder takes only what is its own.
        take(decoder.decode(bytes.slice(), { stream: true }));
        return bytes.length;
      },
    });
    return () => {
      if (rest !== '') take('\n');
    };
  });
  return { flush: () => streams.forEach((flush) => flush()) };
}
