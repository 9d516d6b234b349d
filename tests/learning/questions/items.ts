import type { Item } from '../../../src/learning/questions/item';
import { parseQuestions } from '../../../src/learning/questions/parse-questions';

const about = `- id: test
  title: Test
  sections: [5]
  skills: [DVA-2.2.4]
  difficulty: 1
  stem: Which?
  explanation: Because.
`;

/** A choice as small as it may be, with three options that run. */
export function choiceText(): string {
  return `${about}  type: choice
  options:
    - text: One
      correct: true
      why: Yes.
      claim: { run: "true" }
    - text: Two
      why: No.
      claim: { run: "false" }
    - text: Three
      why: Neither.
      claim: { run: "false" }
`;
}

/** An item of the given type and members, in YAML; the rest is as small as it may be. */
export function itemOf(members: string): Item {
  const indented = members.trim().replace(/^/gm, '  ');
  return parseQuestions(`${about}${indented}\n`, 'scenarios/questions/test.yaml')[0]!;
}
