/** A heading and what stands under it. */
export function section(heading: string, lines: readonly string[]): string {
  const shown = lines.at(-1) === '' ? lines.slice(0, -1) : lines;
  const text = shown.map((line) => (line === '' ? '\n' : `    ${line}\n`));
  return `${heading}\n${text.join('')}\n`;
}

const width = 76;

/** Words in lines that fit a narrow terminal. */
export function wrap(text: string, indent = ''): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(indent + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, indent + line];
}
