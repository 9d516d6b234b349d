import type { ApiModel, ApiOperation } from '../engine/api/index';
import { AwsError } from '../engine/errors';
import type { WireResponse } from './http';
import { percentEncode } from '../engine/percent-encoding';
import { element, escapeXml, xmlContent, type XmlFormat } from './xml-writer';

// The protocol "AWS Query". Source: Smithy's specification of it; recorded answers of IAM and STS.

/** The HTTP answer that carries an operation's output. */
export function writeOutput(
  model: ApiModel,
  operation: ApiOperation,
  requestId: string,
  output: unknown,
): WireResponse {
  const result =
    operation.output === undefined
      ? ''
      : element(
          operation.resultWrapper ?? `${operation.name}Result`,
          xmlContent(output ?? {}, operation.output, queryFormat(model)),
        );
  const metadata = element('ResponseMetadata', element('RequestId', requestId));
  const body = element(`${operation.name}Response`, result + metadata, namespace(model));
  return { status: operation.http.code, headers: headers(requestId), body };
}

/** The HTTP answer that carries an error. */
export function writeError(
  model: ApiModel | undefined,
  error: AwsError,
  requestId: string,
): WireResponse {
  const { code, message, statusCode } = error;
  const content =
    element('Type', statusCode >= 500 ? 'Receiver' : 'Sender') +
    element('Code', escapeXml(code)) +
    element('Message', escapeXml(message));
  const body = element(
    'ErrorResponse',
    element('Error', content) + element('RequestId', requestId),
    namespace(model),
  );
  return { status: statusCode, headers: headers(requestId), body };
}

/** The refusal of an action that the service, or this version of it, does not have. */
export function invalidAction(action: string, version: string | undefined): AwsError {
  return new AwsError(
    'InvalidAction',
    `Could not find operation ${action} for version ${version ?? 'NO_VERSION_SPECIFIED'}`,
  );
}

function namespace(model: ApiModel | undefined): string {
  return model?.xmlNamespace === undefined ? '' : ` xmlns="${model.xmlNamespace}"`;
}

function headers(requestId: string): Record<string, string> {
  return { 'x-amzn-RequestId': requestId, 'content-type': 'text/xml' };
}

/**
 * How Query services write: times in whole seconds, and IAM its policies percent-encoded. Source:
 * IAM API Reference, GetRolePolicy: "policies returned by this operation are URL-encoded compliant
 * with RFC 3986".
 */
export function queryFormat({ service }: ApiModel): XmlFormat {
  return {
    text: (text, shape) =>
      service === 'iam' && shape.name === 'policyDocumentType' ? percentEncode(text) : text,
    time: (date) => date.toISOString().replace(/\.\d+Z$/, 'Z'),
  };
}
