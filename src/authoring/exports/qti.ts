import { strToU8, zipSync } from 'fflate';
import type { Frozen } from './frozen';
import { escapeXml, xmlDeclaration } from './xml';

const namespace = 'http://www.imsglobal.org/xsd/imsqti_v2p1';
const packaging = 'http://www.imsglobal.org/xsd/imscp_v1p1';
const instance = 'http://www.w3.org/2001/XMLSchema-instance';

/** Questions as a content package of QTI 2.1: a ZIP with a manifest and an item a file. */
export function qtiPackage(questions: readonly Frozen[]): Uint8Array {
  const files = questions.map((it) => ({
    path: `items/${it.id}.xml`,
    text: qtiItem(it),
    id: it.id,
  }));
  const all = Object.fromEntries(files.map(({ path, text }) => [path, strToU8(text)]));
  const manifest = strToU8(qtiManifest(files));
  // The same questions make the same file.
  return zipSync({ 'imsmanifest.xml': manifest, ...all }, { mtime: '1980-01-01T00:00:00' });
}

/** The manifest of a package, by IMS Content Packaging 1.1. */
export function qtiManifest(
  files: readonly { readonly id: string; readonly path: string }[],
): string {
  return lines(
    xmlDeclaration,
    `<manifest xmlns="${packaging}" xmlns:xsi="${instance}" xsi:schemaLocation="${packaging} http://www.imsglobal.org/xsd/imscp_v1p1.xsd" identifier="envelope-lab">`,
    '<metadata><schema>QTIv2.1 Package</schema><schemaversion>1.0.0</schemaversion></metadata>',
    '<organizations/>',
    '<resources>',
    ...files.map(
      ({ id, path }) =>
        `<resource identifier="item-${escapeXml(id)}" type="imsqti_item_xmlv2p1" href="${escapeXml(path)}"><file href="${escapeXml(path)}"/></resource>`,
    ),
    '</resources>',
    '</manifest>',
  );
}

/** What of a question differs from type to type. */
interface Form {
  readonly cardinality: 'single' | 'multiple' | 'ordered';
  readonly baseType: 'identifier' | 'directedPair' | 'float';
  readonly correct: readonly string[];
  readonly interaction: readonly string[];
  /** True for the response that gets the point. */
  readonly condition: readonly string[];
  readonly feedback: readonly { readonly id: string; readonly html: string }[];
}

/** A question as an item of QTI 2.1. It is worth one point, all or nothing. */
export function qtiItem(it: Frozen): string {
  const { cardinality, baseType, correct, interaction, condition, feedback } = formOf(it);
  const chosen = feedback.length > 0 ? ['<variable identifier="RESPONSE"/>'] : [];
  return lines(
    xmlDeclaration,
    `<assessmentItem xmlns="${namespace}" xmlns:xsi="${instance}" xsi:schemaLocation="${namespace} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd" identifier="${escapeXml(it.id)}" title="${escapeXml(it.title)}" adaptive="false" timeDependent="false">`,
    `<responseDeclaration identifier="RESPONSE" cardinality="${cardinality}" baseType="${baseType}">`,
    `<correctResponse>${correct.map((value) => `<value>${value}</value>`).join('')}</correctResponse>`,
    '</responseDeclaration>',
    '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"><defaultValue><value>0</value></defaultValue></outcomeDeclaration>',
    '<outcomeDeclaration identifier="FEEDBACK" cardinality="multiple" baseType="identifier"/>',
    '<itemBody>',
    `<div>${body(it.stem)}</div>`,
    ...interaction,
    '</itemBody>',
    '<responseProcessing>',
    '<responseCondition><responseIf>',
    ...condition,
    '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>',
    '</responseIf></responseCondition>',
    `<setOutcomeValue identifier="FEEDBACK"><multiple>${chosen.join('')}<baseValue baseType="identifier">EXPLANATION</baseValue></multiple></setOutcomeValue>`,
    '</responseProcessing>',
    ...[...feedback, { id: 'EXPLANATION', html: it.explanation }].map(
      ({ id, html }) =>
        `<modalFeedback outcomeIdentifier="FEEDBACK" identifier="${id}" showHide="show">${body(html)}</modalFeedback>`,
    ),
    '</assessmentItem>',
  );
}

const matchesKey =
  '<match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>';

function formOf(it: Frozen): Form {
  switch (it.kind) {
    case 'choice': {
      const key = it.options.filter(({ right }) => right).map(({ id }) => id);
      return {
        ...{ cardinality: it.many ? 'multiple' : 'single', baseType: 'identifier', correct: key },
        interaction: [
          `<choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="${key.length}">`,
          ...it.options.map(
            ({ id, html }) => `<simpleChoice identifier="${id}">${body(html)}</simpleChoice>`,
          ),
          '</choiceInteraction>',
        ],
        condition: [matchesKey],
        feedback: it.options.map(({ id, why }) => ({ id, html: why })),
      };
    }
    case 'ordering':
      return {
        ...{ cardinality: 'ordered', baseType: 'identifier', correct: it.accept[0] ?? [] },
        interaction: [
          `<orderInteraction responseIdentifier="RESPONSE" shuffle="true" minChoices="${it.choose}" maxChoices="${it.choose}">`,
          ...it.steps.map(
            ({ id, html }) => `<simpleChoice identifier="${id}">${body(html)}</simpleChoice>`,
          ),
          '</orderInteraction>',
        ],
        condition: ['<or>', ...it.accept.map(matchesSequence), '</or>'],
        feedback: [],
      };
    case 'matching': {
      const texts = [...new Set([...it.pairs.map(({ answer }) => answer), ...it.spare])].sort();
      const uses = texts.length < it.pairs.length + it.spare.length ? it.pairs.length : 1;
      const nameOf = (text: string) => `response-${texts.indexOf(text) + 1}`;
      return {
        ...{ cardinality: 'multiple', baseType: 'directedPair' },
        correct: it.pairs.map(({ answer }, i) => `prompt-${i + 1} ${nameOf(answer)}`),
        interaction: [
          `<matchInteraction responseIdentifier="RESPONSE" shuffle="true" maxAssociations="${it.pairs.length}">`,
          '<simpleMatchSet>',
          ...it.pairs.map(
            ({ prompt }, i) =>
              `<simpleAssociableChoice identifier="prompt-${i + 1}" matchMax="1">${body(prompt)}</simpleAssociableChoice>`,
          ),
          '</simpleMatchSet>',
          '<simpleMatchSet>',
          ...texts.map(
            (text) =>
              `<simpleAssociableChoice identifier="${nameOf(text)}" matchMax="${uses}">${escapeXml(text)}</simpleAssociableChoice>`,
          ),
          '</simpleMatchSet>',
          '</matchInteraction>',
        ],
        ...{ condition: [matchesKey], feedback: [] },
      };
    }
    case 'number': {
      const { answer, tolerance } = it;
      const how =
        tolerance === 0
          ? 'toleranceMode="exact"'
          : `toleranceMode="absolute" tolerance="${tolerance} ${tolerance}"`;
      return {
        ...{ cardinality: 'single', baseType: 'float', correct: [String(answer)] },
        interaction: [
          '<p><textEntryInteraction responseIdentifier="RESPONSE" expectedLength="16"/></p>',
        ],
        condition: [
          `<equal ${how}><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></equal>`,
        ],
        feedback: [],
      };
    }
  }
}

function matchesSequence(sequence: readonly string[]): string {
  const values = sequence.map((id) => `<baseValue baseType="identifier">${id}</baseValue>`);
  return `<match><variable identifier="RESPONSE"/><ordered>${values.join('')}</ordered></match>`;
}

/** The HTML of a question as QTI allows it: without the attributes that it does not know. */
function body(html: string): string {
  return html
    .replace(/<(td|th) align="[a-z]+">/g, '<$1>')
    .replace(/<ol start="\d+">/g, '<ol>')
    .replace(/(<a href="[^"]*") title="[^"]*">/g, '$1>')
    .trim();
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
