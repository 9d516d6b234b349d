import { strToU8, zipSync } from 'fflate';
import { hashOf } from '../../../learning/questions/version';
import type { Frozen } from '../frozen';
import { escapeXml, xmlDeclaration } from '../xml';
import player from './player.js?raw';
import style from './player.css?raw';

/** The most characters that SCORM 1.2 keeps of an attempt; platforms cut off what is beyond. */
export const suspendLimit = 4096;

/** A typed number is no longer than the field of the player lets it be. */
const longestNumber = 16;

/** Format, digest, state and place of `cmi.suspend_data`, with what parts them. */
const longestHead = 24;

/** Questions that can be resumed: from the first on, as many as fit into what SCORM 1.2 keeps. */
export function fittingScorm(questions: readonly Frozen[]): readonly Frozen[] {
  let length = longestHead;
  const end = questions.findIndex((it) => (length += 1 + longestAnswer(it)) > suspendLimit);
  return end < 0 ? questions : questions.slice(0, end);
}

/** Questions as a package of SCORM 1.2: a ZIP with one page, which grades and resumes by itself. */
export function scormPackage(questions: readonly Frozen[], title: string): Uint8Array {
  const page = scormPage(questions, title);
  const files = { 'imsmanifest.xml': scormManifest(hashOf(page), title), 'index.html': page };
  const bytes = Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const);
  return zipSync(Object.fromEntries(bytes), { mtime: '1980-01-01T00:00:00' });
}

/** The page of a package. Its policy lets it load and send nothing. */
export function scormPage(questions: readonly Frozen[], title: string): string {
  const asked = questions.map(questionOf);
  const content = { title, digest: hashOf(JSON.stringify(asked)), questions: asked };
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; form-action 'none'; base-uri 'none'">
<title>${escapeXml(title)}</title>
<style>
${style}</style>
</head>
<body>
<main></main>
<script type="application/json" id="content">${JSON.stringify(content).replaceAll('<', '\\u003c')}</script>
<script type="module">
${player}</script>
</body>
</html>
`;
}

/** The manifest of a package, by SCORM 1.2. */
export function scormManifest(digest: string, title: string): string {
  return [
    xmlDeclaration,
    `<manifest identifier="envelope-lab-${digest}" version="1.0" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">`,
    '<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>',
    `<organizations default="all"><organization identifier="all"><title>${escapeXml(title)}</title>`,
    `<item identifier="questions" identifierref="page"><title>${escapeXml(title)}</title></item>`,
    '</organization></organizations>',
    '<resources><resource identifier="page" type="webcontent" adlcp:scormtype="sco" href="index.html"><file href="index.html"/></resource></resources>',
    '</manifest>',
    '',
  ].join('\n');
}

function longestAnswer(it: Frozen): number {
  switch (it.kind) {
    case 'choice':
      return it.options.filter(({ right }) => right).length;
    case 'matching':
      return it.pairs.length;
    case 'ordering':
      return it.choose;
    case 'number':
      return longestNumber;
  }
}

/** A question as the player reads it: answers are places in lists. */
function questionOf(it: Frozen): object {
  const { id, title, stem, explanation, kind } = it;
  const about = { id, title, stem, explanation, kind };
  switch (it.kind) {
    case 'choice':
      return {
        ...{ ...about, many: it.many },
        options: it.options.map(({ html, right, why }) => ({ html, right, why })),
      };
    case 'number':
      return { ...about, answer: it.answer, tolerance: it.tolerance };
    case 'ordering': {
      const ids = it.steps.map((step) => step.id);
      return {
        ...{ ...about, steps: it.steps.map(({ html }) => html), choose: it.choose },
        accept: it.accept.map((sequence) => sequence.map((one) => ids.indexOf(one))),
      };
    }
    case 'matching': {
      const responses = [...new Set([...it.pairs.map(({ answer }) => answer), ...it.spare])].sort();
      return {
        ...{ ...about, prompts: it.pairs.map(({ prompt }) => prompt), responses },
        key: it.pairs.map(({ answer }) => responses.indexOf(answer)),
      };
    }
  }
}
