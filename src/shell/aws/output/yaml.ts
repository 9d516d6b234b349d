import { Document, Scalar, visit } from 'yaml';
import { isRecord, isList, type Value } from '../parameters/value';
import { formatJson } from './json';

/** YAML as the CLI prints it: block style, members in alphabetical order. */
export function formatYaml(value: Value): string {
  // The CLI prints a bare scalar as JSON: YAML would end the document with dots.
  if (!isRecord(value) && !isList(value)) return `${formatJson(value)}\n`;
  const document = new Document(value, {
    version: '1.2',
    sortMapEntries: true,
    aliasDuplicateObjects: false,
  });
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === 'string') node.type = style(node.value);
    },
  });
  return document.toString({
    indentSeq: false,
    lineWidth: 80,
    minContentWidth: 0,
    blockQuote: false,
    singleQuote: true,
    // Line breaks inside quotes stay escapes.
    doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
  });
}

// Text that YAML readers of either version would take for something else is quoted, as the CLI
// does: timestamps, numbers of YAML 1.1 such as 0o7 and 1_000, and the merge key.
const ambiguous =
  /^([-+]?[\d.][\d_.:]*(e[-+]?\d+)?|0[box][\da-f_]+|\d{4}-\d\d?-\d\d?([Tt ].*)?|=|<<)$/i;

function style(text: string): Scalar.Type {
  if (/[\n\r\t\u0000-\u001f\u007f-\u009f]/.test(text)) return Scalar.QUOTE_DOUBLE;
  return ambiguous.test(text) ? Scalar.QUOTE_SINGLE : Scalar.PLAIN;
}
