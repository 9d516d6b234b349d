/** The longest line (or paste of several) that the shell takes, in characters. */
export const lineLimit = 256 * 1024;

// Control characters other than tab and newline; bash would take most for a command's name.
const control = /[\u0000-\u0008\u000b-\u001f\u007f]/;

/** Why a line cannot be run at all, or undefined: pasted binary or megabytes are refused unread. */
export function lineProblem(line: string): string | undefined {
  if (line.length > lineLimit) {
    return `line too long: ${line.length} characters; the limit is ${lineLimit}. Nothing was run.`;
  }
  const found = control.exec(line)?.[0];
  if (found === undefined) return undefined;
  const code = found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return `the line contains binary data (U+${code}). Nothing was run.`;
}
