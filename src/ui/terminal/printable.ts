/**
 * Control sequences of terminals: CSI such as colours, OSC such as titles, and two-letter ones.
 * Spelled with \u001b and friends, which is what the sequences begin with.
 */
const escapeSequence = new RegExp(
  '\\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\\u0007\\u001b]*(?:\\u0007|\\u001b\\\\)|[@-Z\\\\-_])',
  'g',
);

/** Characters without a picture of their own: C0 but tab and newline, DEL, C1, invisible marks. */
const controlCharacter = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

const firstPicture = 0x2400;
const pictureOfDelete = '\u2421';

/** Output as the page can show it: terminal sequences gone, control characters made visible. */
export function printableOutput(text: string): string {
  return showControlCharacters(text.replace(escapeSequence, ''));
}

/** Replaces control characters by their pictures (`␀`, `␛`); newlines and tabs stay. */
export function showControlCharacters(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(controlCharacter, picture);
}

/** How many characters of a text `showControlCharacters` would replace. */
export function countControlCharacters(text: string): number {
  const found = text.replaceAll('\r\n', '\n').match(controlCharacter) ?? [];
  return found.filter((character) => picture(character) !== character).length;
}

function picture(character: string): string {
  if (character === '\n' || character === '\t') return character;
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(firstPicture + code);
  if (code === 0x7f) return pictureOfDelete;
  return `<${code.toString(16).padStart(4, '0').toUpperCase()}>`;
}
