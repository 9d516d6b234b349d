import type { ShellCommand } from '../command';

/** `history [n]`: the lines run since the shell was opened. */
export function history(lines: () => readonly string[]): ShellCommand {
  return {
    name: 'history',
    run: async ([count], { stdout, stderr }) => {
      if (count !== undefined && !/^\d+$/.test(count)) {
        stderr.write(`bash: history: ${count}: numeric argument required\n`);
        return Promise.resolve(1);
      }
      const all = lines();
      const first = count === undefined ? 0 : Math.max(0, all.length - Number(count));
      all.slice(first).forEach((line, index) => {
        stdout.write(`${String(first + index + 1).padStart(5)}  ${line}\n`);
      });
      return Promise.resolve(0);
    },
  };
}
