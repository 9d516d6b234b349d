import { getCommandNames, type CommandName } from 'just-bash/browser';

// These need Node's zlib, which a browser does not have.
const unusable = new Set(['gzip', 'gunzip', 'zcat']);

/** The programs that just-bash brings. */
export const builtinPrograms = (getCommandNames() as CommandName[]).filter(
  (name) => !unusable.has(name),
);

/** Bash's own builtins and reserved words that just-bash knows: for completion. */
export const shellWords: readonly string[] = (
  '. break builtin case cd command continue declare do done elif else esac eval exec exit export ' +
  'fi for function getopts hash if in let local mapfile popd printf pushd read readonly return ' +
  'set shift shopt source test then time type typeset umask unset until wait while'
).split(' ');
