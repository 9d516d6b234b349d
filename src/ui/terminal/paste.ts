import { countControlCharacters, showControlCharacters } from './printable';

/** Most characters the prompt takes: what Linux allows one argument of a command (128 KiB). */
export const promptLimit = 131_072;

/** What becomes of a pasted text: it is refused, or goes in, with something to say about it. */
export type Paste =
  | { readonly refused: string }
  | { readonly text: string; readonly notice: string; readonly changed: boolean };

/** Judges a pasted text; `room` is how many characters the prompt still takes. */
export function judgePaste(pasted: string, room: number): Paste {
  if (pasted.length > room) {
    return {
      refused: `Not pasted: ${size(pasted.length)} is more than the prompt takes (${size(promptLimit)}). Put the text into a file, or paste it in parts.`,
    };
  }
  const controls = countControlCharacters(pasted);
  // The newline that comes along when whole lines are copied would only leave an empty line.
  const text = showControlCharacters(pasted).replace(/\n+$/, '');
  const notice =
    controls === 0
      ? ''
      : `${controls} control character${controls === 1 ? ' was' : 's were'} pasted and replaced by visible signs such as ␀ and ␛. Binary data belongs into a file.`;
  return { text, notice, changed: text !== pasted };
}

function size(characters: number): string {
  return characters < 1_048_576
    ? `${Math.round(characters / 1024).toLocaleString('en')} KiB`
    : `${(characters / 1_048_576).toLocaleString('en', { maximumFractionDigits: 1 })} MiB`;
}
