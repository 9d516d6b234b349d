import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { createDoor } from '../wire/door';
import { retries, throughDoor, wholeBody, type CloudAccess, type SdkRequest } from './cloud-access';

type Handler = NonNullable<S3ClientConfig['requestHandler']>;
type Retries = NonNullable<S3ClientConfig['retryStrategy']>;

/** AWS's own client of Amazon S3 before the model's: its requests are signed and go by the wire. */
export function s3Client(access: CloudAccess, region: string): S3Client {
  const { cloud, credentials, userAgent } = access;
  const door = createDoor(cloud, { clock: () => cloud.now });
  const requestHandler = {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle(request: SdkRequest) {
      const { status, headers, body } = await throughDoor(door, request, userAgent);
      // The client takes a stream; an empty one is no body.
      const stream = new Response(await wholeBody(body)).body;
      return { response: { statusCode: status, headers, body: stream } };
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  } as unknown as Handler;
  return new S3Client({
    ...{ region, credentials, requestHandler },
    retryStrategy: retries(access) as unknown as Retries,
    // Requests are dated by the world's clock.
    systemClockOffset: cloud.now - Date.now(),
  });
}
