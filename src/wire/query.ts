import type { ApiModel, ApiOperation, Shape } from '../engine/api/index';
import { AwsError } from '../engine/errors';
import type { WireResponse } from './http';
import { percentEncode } from './percent-encoding';
import { element, escapeXml, xmlContent } from './xml-writer';

// The protocol "AWS Query". Source: Smithy's specification of it; recorded answers of IAM and STS.

/** The HTTP answer that carries an operation's output. */
export function writeQueryOutput(
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
          xmlContent(output ?? {}, operation.output, textWriter(model)),
        );
  const metadata = element('ResponseMetadata', element('RequestId', requestId));
  const body = element(`${operation.name}Response`, result + metadata, namespace(model));
  return { status: operation.http.code, headers: headers(requestId), body };
}

/** The HTTP answer that carries an error. */
export function writeQueryError(
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

// IAM API Reference, GetRolePolicy: "policies returned by this operation are URL-encoded compliant
// with RFC 3986".
function textWriter({ service }: ApiModel) {
  return service === 'iam'
    ? (text: string, shape: Shape) =>
        shape.name === 'policyDocumentType' ? percentEncode(text) : text
    : (text: string) => text;
}
