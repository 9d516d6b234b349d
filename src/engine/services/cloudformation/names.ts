import type { Random } from '../../random';
import type { NameOptions } from './resources/handler';

const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const suffixLength = 12;

/** Letters and digits by chance. */
export function randomSuffix(random: Random): string {
  let text = '';
  for (const byte of random.bytes(suffixLength)) text += characters[byte % characters.length]!;
  return text;
}

/**
 * A name for a resource that has none: `stack-Logical-suffix`. Source: AWS CloudFormation Template
 * Reference, "Name type".
 */
export function newName(
  random: Random,
  StackName: string,
  logicalId: string,
  { max = 64, lowerCase = false }: NameOptions = {},
): string {
  const suffix = randomSuffix(random);
  const room = max - suffix.length - 1;
  const whole = `${StackName}-${logicalId}`;
  const half = Math.floor((room - 1) / 2);
  const head =
    whole.length <= room
      ? whole
      : `${StackName.slice(0, Math.max(half, room - 1 - logicalId.length))}-${logicalId}`.slice(
          0,
          room,
        );
  const name = `${head}-${suffix}`;
  return lowerCase ? name.toLowerCase() : name;
}
