import type { ApiModel, ApiOperation } from '../engine/api/index';
import { AwsError } from '../engine/errors';
import type { WireResponse } from './http';
import { element, escapeXml, xmlContent, type XmlFormat } from './xml-writer';

// EC2's dialect of the protocol "AWS Query". Source: Smithy's specification of it, and the examples
// of the Amazon EC2 API Reference.

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

const format: XmlFormat = { text: (text) => text, time: (date) => date.toISOString() };

/** The HTTP answer that carries an operation's output. */
export function writeOutput(
  model: ApiModel,
  operation: ApiOperation,
  requestId: string,
  output: unknown,
): WireResponse {
  const content =
    operation.output === undefined
      ? element('return', 'true')
      : xmlContent(output ?? {}, operation.output, format);
  const namespace = ` xmlns="${model.xmlNamespace ?? ''}/"`;
  const whole = element('requestId', requestId) + content;
  const body = declaration + element(`${operation.name}Response`, whole, namespace);
  return { status: operation.http.code, headers: headers(requestId), body };
}

/** The HTTP answer that carries an error. */
export function writeError(
  _model: ApiModel | undefined,
  { code, message, statusCode }: AwsError,
  requestId: string,
): WireResponse {
  const error = element('Code', escapeXml(code)) + element('Message', escapeXml(message));
  const errors = element('Errors', element('Error', error));
  const body = declaration + element('Response', errors + element('RequestID', requestId));
  return { status: statusCode, headers: headers(requestId), body };
}

/**
 * The refusal of an action that EC2, or this version of it, does not have. Texts: as public bug
 * reports quote them.
 */
export function invalidAction(action: string, version: string | undefined): AwsError {
  return version === undefined
    ? new AwsError('MissingParameter', 'The request must contain the parameter Version')
    : new AwsError('InvalidAction', `The action ${action} is not valid for this web service.`);
}

function headers(requestId: string): Record<string, string> {
  return { 'x-amzn-RequestId': requestId, 'content-type': 'text/xml;charset=UTF-8' };
}
