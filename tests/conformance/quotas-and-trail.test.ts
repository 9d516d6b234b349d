import * as trail from '@aws-sdk/client-cloudtrail';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import * as quotas from '@aws-sdk/client-service-quotas';
import { expect, test } from 'vitest';
import { cloudTrail } from '../../src/engine/services/cloudtrail/index';
import { serviceQuotas } from '../../src/engine/services/service-quotas/index';
import { allPages, expectAllOf, sdkWorld } from './clients';

test('the CloudTrail client of the AWS SDK looks events up', async () => {
  const world = sdkWorld();
  await world.kms.send(new CreateKeyCommand({}));
  const client = new trail.CloudTrailClient(world.config());
  const LookupAttributes = [{ AttributeKey: 'EventName', AttributeValue: 'CreateKey' }] as const;
  const pages = trail.paginateLookupEvents({ client }, { LookupAttributes: [...LookupAttributes] });
  const { items } = await allPages(pages, 'Events');
  const [event] = items as trail.Event[];
  expect(event).toMatchObject({ EventName: 'CreateKey', Username: 'admin', ReadOnly: 'false' });
  expect(event?.EventTime).toBeInstanceOf(Date);
  expect(JSON.parse(event?.CloudTrailEvent ?? '')).toMatchObject({
    userAgent: expect.stringContaining('aws-sdk-js') as string,
  });
  await expect(
    client.send(new trail.LookupEventsCommand({ NextToken: 'x' })),
  ).rejects.toBeInstanceOf(trail.InvalidNextTokenException);
  expectAllOf(cloudTrail, world.called);
});

test('the Service Quotas client of the AWS SDK calls every operation', async () => {
  const world = sdkWorld();
  const client = new quotas.ServiceQuotasClient(world.config());
  const services = quotas.paginateListServices({ client }, {});
  expect((await allPages(services, 'Services')).items).toContainEqual(
    expect.objectContaining({ ServiceCode: 'kms' }),
  );
  const ServiceCode = 'kms';
  const all = quotas.paginateListServiceQuotas({ client, pageSize: 5 }, { ServiceCode });
  const { items, count } = await allPages(all, 'Quotas');
  expect(count).toBeGreaterThan(1);
  const defaults = quotas.paginateListAWSDefaultServiceQuotas({ client }, { ServiceCode });
  expect((await allPages(defaults, 'Quotas')).items).toHaveLength(items.length);
  const quota = (items as quotas.ServiceQuota[]).find(({ Adjustable }) => Adjustable === true);
  const named = { ServiceCode, QuotaCode: quota?.QuotaCode };
  const { Quota } = await client.send(new quotas.GetServiceQuotaCommand(named));
  expect(Quota).toEqual(quota);
  const standard = await client.send(new quotas.GetAWSDefaultServiceQuotaCommand(named));
  const DesiredValue = (standard.Quota?.Value ?? 0) + 1;
  const { RequestedQuota } = await client.send(
    new quotas.RequestServiceQuotaIncreaseCommand({ ...named, DesiredValue }),
  );
  const RequestId = RequestedQuota?.Id;
  const asked = await client.send(new quotas.GetRequestedServiceQuotaChangeCommand({ RequestId }));
  expect(asked.RequestedQuota).toMatchObject({ DesiredValue });
  const history = quotas.paginateListRequestedServiceQuotaChangeHistory({ client }, {});
  expect((await allPages(history, 'RequestedQuotas')).items).toHaveLength(1);
  const ofOne = quotas.paginateListRequestedServiceQuotaChangeHistoryByQuota({ client }, named);
  expect((await allPages(ofOne, 'RequestedQuotas')).items).toHaveLength(1);
  await expect(
    client.send(new quotas.GetServiceQuotaCommand({ ServiceCode, QuotaCode: 'L-00000000' })),
  ).rejects.toBeInstanceOf(quotas.NoSuchResourceException);
  expectAllOf(serviceQuotas, world.called);
});
