import { parse, type GIFTQuestion, type TextChoice, type TextFormat } from 'gift-pegjs';
import { stringify } from 'yaml';

/** What was read of a file of GIFT: a draft, and what could not be taken with the line it begins at. */
export interface GiftImport {
  /** YAML of the questions that were taken; what GIFT does not say is empty, for the gate to name. */
  readonly text: string;
  readonly taken: number;
  readonly left: readonly { readonly line: number; readonly title: string; readonly why: string }[];
}

/** The largest file that is read, in characters. */
export const largestGift = 256 * 1024;

/** Reads questions in GIFT into a draft. Questions stand apart by empty lines; a broken one costs no other. */
export function importGift(source: string): GiftImport {
  if (source.length > largestGift) {
    const why = `The file has more than ${largestGift.toLocaleString('en')} characters.`;
    return { text: '', taken: 0, left: [{ line: 1, title: 'The file', why }] };
  }
  const items: object[] = [];
  const left: { line: number; title: string; why: string }[] = [];
  for (const { line, text } of blocksOf(source)) {
    try {
      for (const question of parse(text)) {
        if (question.type === 'Category') continue;
        const title = titleOf(question);
        const item = itemOf(question, items.length + 1);
        if (typeof item === 'string') left.push({ line, title, why: item });
        else items.push(item);
      }
    } catch (error) {
      const { message, location } = error as {
        message: string;
        location?: { start: { line: number } };
      };
      const inside = Math.min(location?.start.line ?? 1, text.trimEnd().split('\n').length);
      const at = line + inside - 1;
      left.push({
        line: at,
        title: text.split('\n', 1)[0]!.slice(0, 60),
        why: `It is no GIFT: ${message}`,
      });
    }
  }
  const text = items.length === 0 ? '' : stringify(items, { lineWidth: 0 });
  return { text: text === '' ? '' : head + text, taken: items.length, left };
}

const head = `# Imported from GIFT. Say for each question which sections and skills it belongs to, and why each
# option is right or wrong; give options \`do\` and \`claim\`, so that the lab proves the key.
`;

/** The questions of a file with the numbers of their lines. Comments belong to no question. */
function blocksOf(source: string): { line: number; text: string }[] {
  const blocks: { line: number; text: string }[] = [];
  let current: string[] = [];
  let begun = 0;
  const end = () => {
    if (current.some((it) => it.trim() !== '')) {
      blocks.push({ line: begun, text: `${current.join('\n')}\n` });
    }
    current = [];
  };
  for (const [i, line] of source
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    if (line.trim() === '') end();
    else {
      if (current.length === 0) begun = i + 1;
      current.push(line.trimStart().startsWith('//') ? '' : line);
    }
  }
  end();
  // A comment in the middle must not become an empty line, which would end the question.
  return blocks.map((it) => ({ ...it, text: it.text.replace(/\n{2,}/g, '\n').replace(/^\n/, '') }));
}

/** The item, or why there is none. */
function itemOf(question: GIFTQuestion, number: number): object | string {
  if (!('stem' in question)) return 'It is no question.';
  const about = {
    id: idOf(question, number),
    ...{ type: '', title: titleOf(question), sections: [], skills: [], difficulty: 2 },
    stem: markdown(question.stem),
  };
  const explanation =
    'globalFeedback' in question && question.globalFeedback !== null
      ? markdown(question.globalFeedback)
      : '';
  switch (question.type) {
    case 'MC': {
      const { choices } = question;
      const right = choices.filter(isRight).length;
      if (choices.length < 3) return 'It has fewer than three options.';
      if (right === 0) return 'None of its options is right.';
      const options = choices.map((choice) => ({
        text: markdown(choice.text),
        ...(isRight(choice) ? { correct: true } : {}),
        why: choice.feedback === null ? '' : markdown(choice.feedback),
      }));
      return { ...about, type: right === 1 ? 'choice' : 'response', options, explanation };
    }
    case 'Matching': {
      const { matchPairs } = question;
      const answers = [...new Set(matchPairs.map(({ subanswer }) => subanswer))];
      const prompts = matchPairs.filter(({ subquestion }) => subquestion.text.trim() !== '');
      if (prompts.length < 3) return 'It has fewer than three pairs.';
      return {
        ...{ ...about, type: 'matching' },
        prompts: prompts.map(({ subquestion, subanswer }, i) => ({
          ...{ id: `prompt-${i + 1}`, text: markdown(subquestion) },
          ...{ answer: `response-${answers.indexOf(subanswer) + 1}`, why: '' },
        })),
        responses: answers.map((text, i) => ({ id: `response-${i + 1}`, text })),
        ...(new Set(prompts.map(({ subanswer }) => subanswer)).size < prompts.length
          ? { reuse: true }
          : {}),
        explanation,
      };
    }
    case 'Numerical': {
      const found = numberOf(question);
      if (found === undefined) return 'It has several right numbers, or none.';
      const { answer, tolerance } = found;
      return {
        ...{ ...about, type: 'compute', answer, ...(tolerance > 0 ? { tolerance } : {}) },
        ...{ derive: { expression: String(answer) }, explanation },
      };
    }
    case 'TF':
      return 'True or false is two options; a choice has three or more.';
    case 'Short':
      return 'An answer in free text is not graded here.';
    case 'Essay':
      return 'An essay is not graded here.';
    default:
      return 'It is a text without a question.';
  }
}

function isRight({ isCorrect, weight }: TextChoice): boolean {
  return isCorrect || (weight ?? 0) > 0;
}

function numberOf({ choices }: Extract<GIFTQuestion, { type: 'Numerical' }>) {
  const all = Array.isArray(choices) ? choices : [{ text: choices, isCorrect: true, weight: null }];
  const right = all.filter(({ isCorrect, weight }) => isCorrect || weight === 100);
  const [only] = right;
  if (only === undefined || right.length > 1) return undefined;
  const { number, range, numberLow, numberHigh } = only.text;
  if (number !== undefined) return { answer: number, tolerance: range ?? 0 };
  if (numberLow === undefined || numberHigh === undefined) return undefined;
  return { answer: (numberLow + numberHigh) / 2, tolerance: (numberHigh - numberLow) / 2 };
}

function titleOf(question: GIFTQuestion): string {
  if (!('stem' in question)) return question.type;
  const title = question.title ?? markdown(question.stem).split('\n', 1)[0]!;
  return title.length > 70 ? `${title.slice(0, 69)}…` : title;
}

function idOf(question: GIFTQuestion, number: number): string {
  const plain = titleOf(question)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return plain === '' ? `question-${number}` : `${plain}-${number}`;
}

const entities: Readonly<Record<string, string>> = {
  ...{ lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', amp: '&' },
};

/** A text as Markdown: of HTML, paragraphs, code and emphasis are kept. */
function markdown({ format, text }: TextFormat): string {
  const plain = text.replaceAll('\r\n', '\n').trim();
  if (format !== 'html') return plain;
  return plain
    .replace(
      /<pre[^>]*>\s*(?:<code[^>]*>)?((?:(?!<pre)[\s\S])*?)(?:<\/code>)?\s*<\/pre>/gi,
      '\n\n```\n$1\n```\n\n',
    )
    .replace(/<\/?code[^>]*>/gi, '`')
    .replace(/<\/?(?:b|strong)>/gi, '**')
    .replace(/<\/?(?:i|em)>/gi, '*')
    .replace(/<li[^>]*>/gi, '\n- ')
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<\/(?:p|div|ul|ol|h\d|tr)>/gi, '\n\n')
    .replace(/<\/?[a-z][^>]*>/gi, '')
    .replace(
      /&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi,
      (whole, decimal?: string, hex?: string, name?: string) => {
        if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
        const code = decimal === undefined ? Number.parseInt(hex!, 16) : Number(decimal);
        return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      },
    )
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
