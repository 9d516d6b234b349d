import type {
  GetRandomPasswordRequest,
  GetRandomPasswordResponse,
} from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../operation';
import type { RandomBytes } from '../../random';
import { passwords as errors } from './errors';
import { randomBelow, randomText } from './random-text';

// Source: Secrets Manager API Reference, GetRandomPassword.
const lowercase = 'abcdefghijklmnopqrstuvwxyz';
const uppercase = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const digits = '0123456789';
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
const defaultLength = 32;

/**
 * The types of characters that a request leaves in, without those it excludes one by one. A space is
 * none of the types of which each must be there.
 */
function alphabets(input: GetRandomPasswordRequest, left: (all: string) => string) {
  return [
    input.ExcludeLowercase === true ? '' : lowercase,
    input.ExcludeUppercase === true ? '' : uppercase,
    input.ExcludeNumbers === true ? '' : digits,
    input.ExcludePunctuation === true ? '' : punctuation,
  ]
    .map(left)
    .filter((all) => all !== '');
}

/** A password as a request asks for it. Throws InvalidParameterException where there is none. */
export function makePassword(random: RandomBytes, input: GetRandomPasswordRequest): string {
  const { PasswordLength: length = defaultLength, RequireEachIncludedType = true } = input;
  const { ExcludeCharacters = '', IncludeSpace } = input;
  const left = (all: string) =>
    [...all].filter((letter) => !ExcludeCharacters.includes(letter)).join('');
  const types = alphabets(input, left);
  const all = types.join('') + (IncludeSpace === true ? left(' ') : '');
  if (all === '') throw errors.nothingLeft();
  if (!RequireEachIncludedType) return randomText(random, all, length);
  if (length < types.length) throw errors.tooShort();
  const letters = [
    ...types.map((type) => randomText(random, type, 1)),
    ...randomText(random, all, length - types.length),
  ];
  return shuffled(letters, random).join('');
}

function shuffled(letters: readonly string[], random: RandomBytes): readonly string[] {
  const left = [...letters];
  const mixed: string[] = [];
  while (left.length > 0) {
    // Only the types' own letters need a place at random among the others, which are random anyway.
    const at = left.length > 256 ? left.length - 1 : randomBelow(random, left.length);
    mixed.push(...left.splice(at, 1));
  }
  return mixed;
}

export const GetRandomPassword: Operation<GetRandomPasswordRequest, GetRandomPasswordResponse> = {
  handle: (input, ctx) => ({ RandomPassword: makePassword(ctx.random, input) }),
};
