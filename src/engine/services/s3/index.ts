import type { Service } from '../../operation';
import * as acceleration from './acceleration';
import {
  absentSettings,
  GetBucketRequestPayment,
  PutBucketRequestPayment,
} from './absent-settings';
import * as bucketCors from './bucket-cors';
import * as bucketEncryption from './bucket-encryption';
import { forgetBucketKey } from './bucket-keys';
import { DeleteBucketPolicy, GetBucketPolicy, PutBucketPolicy } from './bucket-policies';
import * as replication from './bucket-replication';
import { DeleteBucketTagging, GetBucketTagging, PutBucketTagging } from './bucket-tagging';
import * as lifecycle from './bucket-lifecycle';
import { runLifecycle } from './lifecycle-run';
import * as buckets from './buckets';
import { payer, requestPrice } from './charges';
import { AbortMultipartUpload, CompleteMultipartUpload } from './complete-multipart-upload';
import { CopyObject } from './copy-object';
import { CreateMultipartUpload } from './create-multipart-upload';
import { DeleteObject } from './delete-object';
import { DeleteObjects } from './delete-objects';
import { slowDown } from './errors';
import { GetObject, HeadObject } from './get-object';
import { GetObjectAttributes } from './get-object-attributes';
import * as leftOut from './left-out';
import { ListBuckets } from './list-buckets';
import { ListMultipartUploads } from './list-multipart-uploads';
import { ListObjectVersions } from './list-object-versions';
import { ListObjects, ListObjectsV2 } from './list-objects';
import { ListParts } from './list-parts';
import { objectStorage } from './meters';
import { GetObjectAcl, PutObjectAcl } from './object-acl';
import * as lockConfiguration from './object-lock-configuration';
import * as objectRetention from './object-retention';
import * as objectTagging from './object-tagging';
import * as ownership from './ownership';
import * as publicAccess from './public-access';
import { PutObject } from './put-object';
import { s3Model } from './regions';
import { charges } from './request-quotas';
import { replicateDue } from './replicate';
import { sealedUnder } from './sealed-under';
import { trailRules } from './trail';
import { UpdateObjectEncryption } from './update-object-encryption';
import { UploadPart } from './upload-part';
import { UploadPartCopy } from './upload-part-copy';
import * as versioning from './versioning';

const { DeleteBucketEncryption, GetBucketEncryption, PutBucketEncryption } = bucketEncryption;
const { DeletePublicAccessBlock, GetPublicAccessBlock, PutPublicAccessBlock } = publicAccess;
const { CreateBucket, DeleteBucket, GetBucketLocation, HeadBucket } = buckets;

/** Amazon Simple Storage Service, general purpose buckets. */
export const s3: Service = {
  name: 's3',
  title: 'Amazon S3',
  model: s3Model,
  eventSource: 's3.amazonaws.com',
  admitsAnonymous: true,
  readOnly: (operation) => operation.startsWith('Head'),
  timers: { forgetBucketKey, runLifecycle, replicate: replicateDue },
  trail: trailRules,
  charges,
  throttled: slowDown,
  sealedUnder,
  price: requestPrice,
  payer,
  storage: objectStorage,
  operations: {
    ...{ CreateBucket, DeleteBucket, GetBucketLocation, HeadBucket, ListBuckets },
    ...{ DeleteObject, GetObject, HeadObject, PutObject },
    ...{ DeleteObjects, GetObjectAttributes },
    ...{ ListObjects, ListObjectsV2, ListObjectVersions },
    ...{ DeleteBucketEncryption, GetBucketEncryption, PutBucketEncryption },
    ...{ UpdateObjectEncryption },
    ...{ DeleteBucketPolicy, GetBucketPolicy, PutBucketPolicy },
    ...{ DeletePublicAccessBlock, GetPublicAccessBlock, PutPublicAccessBlock },
    GetBucketPolicyStatus: publicAccess.GetBucketPolicyStatus,
    ...{ ...ownership, ...bucketCors, ...acceleration },
    ...{ DeleteBucketTagging, GetBucketTagging, PutBucketTagging },
    ...{ AbortMultipartUpload, CompleteMultipartUpload, CreateMultipartUpload },
    ...{ ListMultipartUploads, ListParts, UploadPart },
    ...{ CopyObject, UploadPartCopy },
    ...{ ...objectTagging, GetObjectAcl, PutObjectAcl },
    ...{ ...lockConfiguration, ...objectRetention, ...lifecycle, ...replication },
    ...{ GetBucketRequestPayment, PutBucketRequestPayment, ...absentSettings },
    ...leftOut,
    ...versioning,
  },
};
