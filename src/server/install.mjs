import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder, so that every command works from any working directory. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Ends the program with one sentence for the person at the terminal.
 * @param {string} sentence
 * @returns {never}
 */
export function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}

/**
 * Makes sure that this Node is new enough and the locked packages are in node_modules.
 * It runs before anything is installed, so it imports nothing but Node's own modules.
 * @param {string} command what to run again once the person has acted on the message
 */
export function prepare(command) {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const needed = engines.node.replace('>=', '');
  if (isOlder(process.versions.node, needed)) {
    stop(
      `Envelope Lab needs Node ${needed} or newer and this is Node ${process.versions.node}: install a newer one from https://nodejs.org/ and run \`${command}\` again.`,
    );
  }
  if (!isInstalled() && !install()) {
    stop(
      `The packages could not be installed (npm's reason is above): check the network connection and \`npm config get registry\`, then run \`${command}\` again.`,
    );
  }
}

/**
 * @param {string} version
 * @param {string} needed
 */
function isOlder(version, needed) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [neededMajor = 0, neededMinor = 0] = needed.split('.').map(Number);
  return major < neededMajor || (major === neededMajor && minor < neededMinor);
}

/** npm writes its own lock file last, so an interrupted installation does not count as one. */
function isInstalled() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  return statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

function install() {
  console.log('Installing packages (npm ci) ...');
  const { status } = spawnSync('npm ci --include=dev', {
    cwd: root,
    stdio: 'inherit',
    shell: true,
  });
  return status === 0;
}
