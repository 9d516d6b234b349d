import type { Frozen } from './frozen';
import { escapeXml, xmlDeclaration } from './xml';

/** Questions as Moodle XML; those that Moodle has no type for are left out. */
export function moodleXml(questions: readonly Frozen[]): string {
  return [xmlDeclaration, '<quiz>', ...questions.flatMap(question), '</quiz>', ''].join('\n');
}

/** Whether Moodle XML has a type for a question. */
export function fitsMoodle({ kind }: Frozen): boolean {
  return kind !== 'ordering';
}

function question(it: Frozen): string[] {
  switch (it.kind) {
    case 'choice': {
      const share = 100 / it.options.filter(({ right }) => right).length;
      const answers = it.options.map(({ html, right, why }) => {
        const fraction = right ? share : it.many ? -share : 0;
        return `<answer fraction="${decimal(fraction)}" format="html">${textOf(html)}<feedback format="html">${textOf(why)}</feedback></answer>`;
      });
      return whole('multichoice', it, [
        `<single>${!it.many}</single>`,
        '<shuffleanswers>true</shuffleanswers>',
        '<answernumbering>ABCD</answernumbering>',
        ...answers,
      ]);
    }
    case 'matching':
      return whole('matching', it, [
        '<shuffleanswers>true</shuffleanswers>',
        ...it.pairs.map(({ prompt, answer }) => pair(prompt, answer)),
        ...it.spare.map((answer) => pair('', answer)),
      ]);
    case 'number':
      return whole('numerical', it, [
        `<answer fraction="100" format="plain_text">${textOf(String(it.answer))}<tolerance>${it.tolerance}</tolerance></answer>`,
      ]);
    case 'ordering':
      return [];
  }
}

function whole(type: string, it: Frozen, content: readonly string[]): string[] {
  return [
    `<question type="${type}">`,
    `<name>${textOf(it.title)}</name>`,
    `<questiontext format="html">${textOf(it.stem)}</questiontext>`,
    `<generalfeedback format="html">${textOf(it.explanation)}</generalfeedback>`,
    `<idnumber>${escapeXml(it.id)}</idnumber>`,
    '<defaultgrade>1</defaultgrade>',
    '<penalty>0</penalty>',
    ...content,
    '</question>',
  ];
}

function pair(prompt: string, answer: string): string {
  return `<subquestion format="html">${textOf(prompt)}<answer>${textOf(answer)}</answer></subquestion>`;
}

function textOf(text: string): string {
  return `<text>${escapeXml(text)}</text>`;
}

/** Moodle knows its fractions by five places: 33.33333. */
function decimal(value: number): string {
  return String(Number(value.toFixed(5)));
}
