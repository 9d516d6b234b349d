import type { ShellCommand } from '../command';

/** Programs people reach for that cannot work here, with what to know instead. */
const reasons: readonly (readonly [names: string, reason: string])[] = [
  ['curl wget ping ssh scp nc telnet', 'there is no network here; use the aws command'],
  ['python python3 node npm pip ruby perl java', 'this lab has no such interpreter in its shell'],
  ['sudo su', 'you need no other user here: every file under /home/learner is yours'],
  [
    'vi vim nano emacs less more top man',
    'full-screen programs do not run here; use cat, echo, sed',
  ],
  ['docker podman kubectl git terraform', 'this lab does not have it'],
  ['apt apt-get yum brew snap', 'nothing can be installed here'],
  ['gzip gunzip zcat tar gpg', 'this lab does not have it'],
];

/** Well-known programs that this lab lacks: each says so in one line, with bash's exit code 127. */
export const unavailablePrograms: readonly ShellCommand[] = reasons.flatMap(([names, reason]) =>
  names.split(' ').map((name) => ({
    name,
    run: async (_args, { stderr }) => {
      stderr.write(`bash: ${name}: command not found (${reason})\n`);
      return Promise.resolve(127);
    },
  })),
);
