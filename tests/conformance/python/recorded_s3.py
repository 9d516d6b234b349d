"""The requests to Amazon S3 that may have led to the errors recorded from AWS, by their operation.

Those that botocore does not send (forms, presigned URLs, what browsers ask) are sent as they are.
"""

import base64
import datetime
import hashlib
import json
import re
import time
import uuid
import xml.etree.ElementTree

import boto3
import requests
from botocore.config import Config
from botocore.exceptions import ClientError

import server
from clients import client

s3, kms = client("s3"), client("kms")
MISSING = {"Bucket": "missing-bucket-0123456789"}
HOLD = {"Status": "ON"}
SOON = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=2)
TAGS = {"TagSet": [{"Key": "a", "Value": "1"}]}
CUSTOMER_KEY = "0123456789abcdef" * 2
made = {}


def bucket(kind="plain", region="us-east-1"):
    """A bucket of a kind, made when first asked for, with the objects `k` and `other`."""
    if (kind, region) in made:
        return made[kind, region]
    s3_there, name = client("s3", region), f"{kind}-{uuid.uuid4()}"
    options = {"ObjectLockEnabledForBucket": True} if kind == "locked" else {}
    if region != "us-east-1":
        options["CreateBucketConfiguration"] = {"LocationConstraint": region}
    s3_there.create_bucket(Bucket=name, **options)
    if kind == "versioned":
        versioning = {"Status": "Enabled"}
        s3_there.put_bucket_versioning(Bucket=name, VersioningConfiguration=versioning)
    rules = [{"BlockedEncryptionTypes": {"EncryptionType": ["NONE"]}}]
    encryption = {"Rules": rules}
    s3_there.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration=encryption)
    if kind != "empty":
        for key in ("k", "other"):
            s3_there.put_object(Bucket=name, Key=key, Body=b"0123456789")
    made[kind, region] = name
    return name


def at(kind="plain", **more):
    return {"Bucket": bucket(kind), "Key": "k", **more}


def marker():
    """A version that is a delete marker."""
    version = s3.delete_object(Bucket=bucket("versioned"), Key="gone")["VersionId"]
    return at("versioned", Key="gone", VersionId=version)


def sse_c(key=CUSTOMER_KEY, **more):
    digest = base64.b64encode(hashlib.md5(key.encode()).digest()).decode()
    return {
        "SSECustomerAlgorithm": "AES256", "SSECustomerKey": base64.b64encode(key.encode()).decode(),
        "SSECustomerKeyMD5": digest, **more,
    }


def sealed():
    s3.put_object(**at(Key="sealed"), Body=b"x", **sse_c())
    return at(Key="sealed")


def upload(**more):
    target = at(Key="upload", **more)
    return {"Bucket": target["Bucket"], "Key": "upload", "UploadId": s3.create_multipart_upload(**target)["UploadId"]}


def part(asked, **more):
    return s3.upload_part(**{"PartNumber": 1, "Body": b"aaa", **asked, **more})


def complete(asked, parts=None, **more):
    return s3.complete_multipart_upload(**asked, MultipartUpload={"Parts": parts or []}, **more)


def completed(checksum=None, named=(), **more):
    """An upload that is completed with its parts, as the request may name them."""
    options = {"ChecksumAlgorithm": checksum} if checksum else {}
    type_of = {"SHA256": {"ChecksumType": "COMPOSITE"}, "CRC32": {"ChecksumType": "FULL_OBJECT"}}
    asked = upload(**options, **type_of.get(checksum, {}))
    answer = part(asked, **options)
    parts = [{"PartNumber": 1, "ETag": answer["ETag"], **{m: answer[m] for m in named}}]
    return complete(asked, parts, **more)


def wrong_crc32c():
    asked = upload(ChecksumAlgorithm="CRC32C", ChecksumType="FULL_OBJECT")
    answer = part(asked, ChecksumCRC32C="45fn2Q==")
    parts = [{"PartNumber": 1, "ETag": answer["ETag"]}]
    return complete(asked, parts, ChecksumCRC32C="AAAAAA==", ChecksumType="FULL_OBJECT")


def overtaken():
    """An upload to a key that was written after it began, and that must not be there."""
    asked = upload()
    answer = part(asked)
    s3.put_object(Bucket=asked["Bucket"], Key=asked["Key"], Body=b"x")
    s3.delete_object(Bucket=asked["Bucket"], Key=asked["Key"])
    return complete(asked, [{"PartNumber": 1, "ETag": answer["ETag"]}], IfNoneMatch="*")


def disabled_key():
    key = kms.create_key()["KeyMetadata"]["KeyId"]
    s3.put_object(**at(Key="kms"), Body=b"x", ServerSideEncryption="aws:kms", SSEKMSKeyId=key)
    kms.disable_key(KeyId=key)
    return s3.get_object(**at(Key="kms"))


def archived():
    s3.put_object(**at(Key="archived"), Body=b"x", StorageClass="GLACIER")
    return s3.get_object(**at(Key="archived"))


def deleted_tags():
    s3.put_bucket_tagging(Bucket=bucket("empty"), Tagging=TAGS)
    s3.delete_bucket_tagging(Bucket=bucket("empty"))
    return s3.get_bucket_tagging(Bucket=bucket("empty"))


def send(method, url, **options):
    """Sends a request as it is, and raises what S3 answers as botocore would."""
    answer = requests.request(method, url, allow_redirects=False, **options)
    if answer.status_code < 400:
        return answer
    root = xml.etree.ElementTree.fromstring(answer.content)
    error = {child.tag: child.text or "" for child in root}
    metadata = {"HTTPStatusCode": answer.status_code}
    raise ClientError({"Error": error, "ResponseMetadata": metadata}, method)


def form(change=None, version="s3v4", fields=None, conditions=(), file="0123456789", **headers):
    signer = boto3.client(
        "s3", region_name="us-east-1", endpoint_url=server.ENDPOINT,
        config=Config(signature_version=version),
    )
    post = signer.generate_presigned_post(
        **at(Key="posted"), Fields=dict(fields or {}), Conditions=list(conditions)
    )
    sent = dict(post["fields"])
    if change:
        change(sent)
    return send("POST", post["url"], data=sent, files={"file": file}, headers=headers or None)


def without(*names):
    return lambda fields: [fields.pop(name, None) for name in names]


def url(method="put_object", expires=60, **more):
    signer = boto3.client(
        "s3", region_name="us-east-1", endpoint_url=server.ENDPOINT,
        config=Config(signature_version="s3v4"),
    )
    return signer.generate_presigned_url(method, at(**more), ExpiresIn=expires)


def expired():
    link = url(expires=1)
    server.advance("PT1H")
    # What is signed in the second in which the clock was moved on has expired, too.
    time.sleep(1.1)
    return send("PUT", link, data=b"x")


def created(name=None, region="us-east-1", **configuration):
    options = {"CreateBucketConfiguration": configuration} if configuration else {}
    return client("s3", region).create_bucket(Bucket=name or f"b-{uuid.uuid4()}", **options)


def configuration(operation, member, kind="plain", **value):
    return getattr(s3, operation)(Bucket=bucket(kind), **{member: value})


def put(**more):
    return s3.put_object(**at(Body=b"test"), **more)


def tagged(*tags):
    return {"TagSet": [{"Key": key, "Value": value} for key, value in tags]}


def retention(**more):
    return s3.put_object_retention(
        **{**at("locked"), "Retention": {"Mode": "GOVERNANCE", "RetainUntilDate": SOON}, **more}
    )


def shortened():
    retention(Retention={"Mode": "COMPLIANCE", "RetainUntilDate": SOON})
    earlier = SOON - datetime.timedelta(minutes=10)
    return retention(Retention={"Mode": "COMPLIANCE", "RetainUntilDate": earlier})


def locked_configuration(kind, **value):
    return s3.put_object_lock_configuration(Bucket=bucket(kind), ObjectLockConfiguration=value)


def copied(source="k", **more):
    return s3.copy_object(**at(Key="copy"), CopySource={"Bucket": bucket(), "Key": source}, **more)


def part_copied(**more):
    return s3.upload_part_copy(
        **upload(), PartNumber=1, CopySource={"Bucket": bucket(), "Key": "other"}, **more
    )


def each(operation, *inputs):
    ask = getattr(s3, operation)
    return [lambda asked=asked: ask(**(asked() if callable(asked) else asked)) for asked in inputs]


def preflight():
    rules = [{"AllowedMethods": ["GET"], "AllowedOrigins": ["https://a.example.com"]}]
    s3.put_bucket_cors(Bucket=bucket(), CORSConfiguration={"CORSRules": rules})
    s3.get_bucket_cors(Bucket=bucket())
    headers = {"Origin": server.ENDPOINT, "Access-Control-Request-Method": "PUT"}
    return send("OPTIONS", f"{server.ENDPOINT}/{bucket()}/k", headers=headers)


def asks(row):
    operation, message = str(row["operation"]), row["message"] or ""
    algorithm = (re.search(r"(?:x-amz-checksum-|The )(crc32c|crc64nvme|crc32|sha1|sha256)\b", message, re.I) or ["", "CRC32"])[1]
    value = base64.b64encode(b"x" * {"CRC32": 4, "CRC32C": 4, "CRC64NVME": 8, "SHA1": 20, "SHA256": 32}[algorithm.upper()]).decode()
    checksum = {f"Checksum{algorithm.upper()}": value}
    bad_checksum = {f"Checksum{algorithm.upper()}": "invalid"}
    fake = {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": "fake-key-id"}
    by_account = [{"Bucket": bucket(), "ExpectedBucketOwner": owner} for owner in ("invalid", "abcd", "0000000000020", "000000000002")]
    versions = [at("versioned", VersionId=version) for version in ("not-a-version", "a" * 32)]
    of_object = [at(Key="missing"), {**MISSING, "Key": "k"}]
    policy = json.dumps({"Version": "2012-10-17", "Statement": []})
    found = {
        "None": [
            *each("get_object", *of_object), lambda: put(ChecksumSHA256="invalid"),
        ],
        "CompleteMultipartUpload": [
            lambda: complete(upload()), lambda: complete({**upload(), "UploadId": "missing"}, [{"PartNumber": 1, "ETag": "x"}]),
            lambda: complete(asked := upload(), [{"PartNumber": n, "ETag": part(asked, PartNumber=n)["ETag"]} for n in (2, 1)]),
            overtaken,
            lambda: completed(checksum="SHA256"),
            lambda: completed(checksum="SHA256", named=("ChecksumSHA256",), ChecksumType="FULL_OBJECT"),
            lambda: completed(checksum="CRC32", named=("ChecksumCRC32",), ChecksumType="COMPOSITE"),
            lambda: completed(ChecksumType="COMPOSITE"),
            wrong_crc32c,
        ],
        "CopyObject": [
            lambda: s3.copy_object(**at(Key="copy"), CopySource=bucket()),
            copied_onto_itself,
            lambda: copied(**sse_c(SSECustomerAlgorithm="KMS")), lambda: copied(**fake),
            lambda: copied("missing"), lambda: copied(CopySourceIfMatch="none"),
        ],
        "CreateBucket": [
            lambda: created("x"), lambda: created(region="eu-west-1"),
            *[lambda there=there: created(region=there, LocationConstraint=constraint) for there in ("ap-southeast-1",) for constraint in [(re.search(r"The (\S+) location", message) or ["", "EU"])[1].replace("<region-1>", "us-west-2").replace("<region-3>", "us-west-2")]],
            lambda: created(Tags=[{"Key": "a", "Value": "a,b"}]),
            lambda: created(Tags=[{"Key": "aws:a", "Value": "b"}]),
            lambda: created(Tags=[{"Key": "a"}]),
            lambda: created(Location={"Type": "x"}, Bucket={}),
        ],
        "CreateMultipartUpload": [
            lambda: upload(StorageClass="FakeClass"), lambda: upload(ChecksumAlgorithm="BAD"),
            lambda: upload(ChecksumAlgorithm="CRC64NVME", ChecksumType="COMPOSITE"),
            lambda: upload(ChecksumAlgorithm="SHA1", ChecksumType="FULL_OBJECT"),
        ],
        "DeleteBucket": [*each("delete_bucket", MISSING), lambda: s3.delete_bucket(Bucket=bucket("versioned"))],
        "DeleteBucketPolicy": each("delete_bucket_policy", *by_account),
        "GetBucketPolicy": each("get_bucket_policy", *by_account, {"Bucket": bucket("empty")}),
        "PutBucketPolicy": [
            *each("put_bucket_policy", *[{**asked, "Policy": policy} for asked in by_account]),
            *each("put_bucket_policy", *[{"Bucket": bucket(), "Policy": text} for text in ("x", "{}")]),
        ],
        "DeleteObject": each("delete_object", versions[0], at(BypassGovernanceRetention=True)),
        "DeleteObjects": each("delete_objects", {"Bucket": bucket(), "Delete": {"Objects": [{"Key": "k"}]}, "BypassGovernanceRetention": True}),
        "DeleteObjectTagging": each("delete_object_tagging", *of_object, marker),
        "GetObjectTagging": each("get_object_tagging", *of_object, marker),
        "GetBucketOwnershipControls": [lambda: (s3.delete_bucket_ownership_controls(Bucket=bucket("empty")), s3.get_bucket_ownership_controls(Bucket=bucket("empty")))],
        "GetBucketTagging": [*each("get_bucket_tagging", MISSING), deleted_tags],
        "GetBucketLifecycle": each("get_bucket_lifecycle_configuration", MISSING),
        "GetBucketLifecycleConfiguration": each("get_bucket_lifecycle_configuration", {"Bucket": bucket("empty")}),
        "GetObject": [
            *each("get_object", *of_object, *versions, marker, at(PartNumber=3), at(Range="bytes=99-"), at(IfMatch="none")),
            disabled_key, archived,
            lambda: s3.get_object(**sealed()), lambda: s3.get_object(**sealed(), **sse_c("f" * 32)),
            lambda: s3.get_object(**sealed(), **sse_c(SSECustomerAlgorithm="KMS")),
        ],
        "GetObjectAttributes": [
            *each("get_object_attributes", at(Key="missing", ObjectAttributes=["ETag"])),
            lambda: s3.get_object_attributes(**sealed(), **sse_c(SSECustomerAlgorithm="KMS"), ObjectAttributes=["ETag"]),
        ],
        "GetObjectAcl": each("get_object_acl", *of_object),
        "GetObjectLegalHold": each("get_object_legal_hold", at(), at("locked", Key="other")),
        "GetObjectRetention": each("get_object_retention", at()),
        "GetPublicAccessBlock": [lambda: (s3.delete_public_access_block(Bucket=bucket("empty")), s3.get_public_access_block(Bucket=bucket("empty")))],
        "HeadObject": [
            lambda: s3.head_object(**at(IfNoneMatch="*")), lambda: s3.head_object(**sealed()),
            lambda: s3.head_object(**sealed(), **sse_c("f" * 32)),
            # Over HTTP the answer to HEAD has no code: the recorded one is that of GET.
            lambda: s3.get_object(**at(IfMatch="none")),
            lambda: send("GET", url("head_object")),
        ],
        "ListBuckets": each("list_buckets", {"BucketRegion": "eu-east-1"}),
        "ListMultipartUploads": each("list_multipart_uploads", {"Bucket": bucket(), "KeyMarker": "k", "UploadIdMarker": "x"}),
        "ListObjectVersions": each("list_object_versions", {"Bucket": bucket(), "VersionIdMarker": "x"}),
        "ListObjectsV2": each("list_objects_v2", {"Bucket": bucket(), "ContinuationToken": ""}),
        "PostObject(form)": [
            lambda: form(lambda fields: [fields.pop(name) for name in list(fields) if name not in ("key", "policy")]),
            lambda: form(conditions=[["content-length-range", "test", "10"]]),
            *[lambda c=c, v=v: form(lambda fields: fields.update(success_action_redirect=v), fields={"success_action_redirect": v}, conditions=[c])
              for c in (["eq", "$success_action_redirect", "HTTP://localhost.test/random"], ["eq", "success_action_redirect", "http://localhost.test/random"], ["starts-with", "$success_action_redirect", "http://localhost"])
              for v in ("https://other",)],
            lambda: form(conditions=[["content-length-range", 1, 2]]), lambda: form(conditions=[["content-length-range", 20, 30]]),
            lambda: form(without("AWSAccessKeyId"), "s3"), lambda: form(without("signature"), "s3"), lambda: form(without("x-amz-algorithm")),
            lambda: form(conditions=[{"a": "1", "b": "2"}]),
            lambda: form(fields={"tagging": "not-xml"}, conditions=[{"tagging": "not-xml"}]),
            lambda: form(**{"Content-Type": "text/html"}),
            lambda: form(lambda fields: fields.update(policy=fields["policy"][:-2])),
        ],
        "PutBucketAccelerateConfiguration": [
            lambda: configuration("put_bucket_accelerate_configuration", "AccelerateConfiguration", Status="random"),
            lambda: s3.put_bucket_accelerate_configuration(Bucket=created_with_dots(), AccelerateConfiguration={"Status": "Enabled"}),
        ],
        "PutBucketCors": [
            lambda: configuration("put_bucket_cors", "CORSConfiguration", CORSRules=[{"AllowedMethods": ["MYMETHOD"], "AllowedOrigins": ["*"]}]),
            lambda: configuration("put_bucket_cors", "CORSConfiguration", CORSRules=[]), preflight,
        ],
        "PutBucketEncryption": [
            *[lambda b=b, r=r: s3.put_bucket_encryption(Bucket=b or bucket(), ServerSideEncryptionConfiguration={"Rules": r})
              for b, r in ((None, []), (MISSING["Bucket"], []), (None, [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256", "KMSMasterKeyID": "x"}}]))],
        ],
        "PutBucketLifecycleConfiguration": [
            *[lambda rule=rule: configuration("put_bucket_lifecycle_configuration", "LifecycleConfiguration", Rules=[{"ID": "a", "Status": "Enabled", **rule}])
              for rule in (
                  {"Expiration": {"Date": datetime.datetime(2030, 1, 1, 7)}, "Filter": {"Prefix": ""}},
                  {"Expiration": {"Days": 1}, "Filter": {"And": {"Tags": [{"Key": "a", "Value": "1"}, {"Key": "a", "Value": "2"}]}}},
                  {"Expiration": {"Days": 1}},
              )],
        ],
        "PutBucketOwnershipControls": [lambda: configuration("put_bucket_ownership_controls", "OwnershipControls", Rules=[])],
        "PutBucketRequestPayment": each("put_bucket_request_payment", {**MISSING, "RequestPaymentConfiguration": {"Payer": "BucketOwner"}}),
        "PutBucketTagging": [
            *each("put_bucket_tagging", {**MISSING, "Tagging": TAGS}, *[{"Bucket": bucket(), "Tagging": tags} for tags in (
                tagged(("a", "1"), ("a", "2")), tagged(("aws:a", "1")), tagged(("a,b", "1")), {"TagSet": [{"Key": "a"}]})]),
        ],
        "PutObjectTagging": [
            *each("put_object_tagging", at(Key="missing", Tagging=TAGS), *[at(Tagging=tags) for tags in (
                tagged(("a", "1"), ("a", "2")), tagged(("aws:a", "1")), tagged(("a,b", "1")), {"TagSet": [{"Key": "a"}]})]),
        ],
        "PutBucketVersioning": [
            *each("put_bucket_versioning", {**MISSING, "VersioningConfiguration": {"Status": "Enabled"}},
                  *[{"Bucket": bucket(), "VersioningConfiguration": value} for value in ({}, {"Status": "enabled"})]),
            # So it was written down; the text is that of a list.
            *each("list_object_versions", {"Bucket": bucket(), "EncodingType": "bad"}),
        ],
        "PutBucketAcl": each("put_bucket_acl", {"Bucket": bucket()}, {"Bucket": bucket(), "ACL": "fake"}),
        "PutObjectAcl": each("put_object_acl", at(), at(ACL="fake")),
        "PutObject": [
            expired, lambda: send("PUT", url(), data=b"x", headers={"x-amz-meta-a": "b"}),
            lambda: send("PUT", re.sub("X-Amz-Signature=[^&]*&?", "", url())),
            lambda: send("GET", url("get_object", ResponseContentDisposition="—")),
            lambda: send("PUT", url("get_object"), data=b"x"),
            lambda: put(**checksum), lambda: put(**bad_checksum),
            lambda: put(ContentMD5=base64.b64encode(b"0" * 16).decode()), lambda: put(ContentMD5="x"),
            lambda: put(ChecksumCRC32="AAAAAA==", ChecksumSHA1=value),
            lambda: put(SSECustomerKey=CUSTOMER_KEY, SSECustomerKeyMD5="x"),
            lambda: put(**sse_c(SSECustomerKeyMD5=base64.b64encode(b"0" * 16).decode())), lambda: put(**sse_c("short")),
            lambda: put(Tagging="a=1&a=2"), lambda: s3.put_object(**at("locked"), ObjectLockMode="BAD", ObjectLockRetainUntilDate=SOON),
            lambda: s3.put_object(**at("locked"), ObjectLockMode="GOVERNANCE"), lambda: put(**fake),
            lambda: put(ServerSideEncryption="aws:kms", SSEKMSKeyId="134f2428-cec1-4b25-a1ae-9048164dba47"),
            lambda: s3.put_object(**at(Key="missing"), IfMatch="x"), lambda: put(IfNoneMatch="*"),
        ],
        "PutObjectLegalHold": [
            *each("put_object_legal_hold", {**MISSING, "Key": "k", "LegalHold": HOLD}, at("locked", Key="missing", LegalHold=HOLD), at("locked", LegalHold={"Status": "on"})),
        ],
        "PutObjectLockConfiguration": [
            lambda: locked_configuration("plain", ObjectLockEnabled="Enabled"), lambda: locked_configuration("locked", ObjectLockEnabled="on"),
        ],
        "PutObjectRetention": [shortened, lambda: retention(**at()), lambda: retention(**MISSING), lambda: retention(Key="missing")],
        "UploadPart": [
            lambda: part(upload(), ContentMD5="x"), lambda: part(upload(), PartNumber=0), lambda: part(upload(), **checksum), lambda: part(upload(), **bad_checksum),
            lambda: part(upload(ChecksumAlgorithm="CRC32C"), ChecksumCRC32="AAAAAA=="), lambda: part(upload(ChecksumAlgorithm="SHA256"), ChecksumCRC32="AAAAAA=="),
            lambda: part(upload(**sse_c())), lambda: part(upload(**sse_c()), **sse_c("f" * 32)),
        ],
        "UploadPartCopy": [lambda: part_copied(CopySourceRange="bytes=0-99"), lambda: part_copied(CopySourceRange="0-3"), lambda: part_copied(CopySourceIfMatch="none")],
    }
    if operation in found:
        return found[operation]
    # Settings that a bucket does not have, and buckets that are not there.
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", operation).lower()
    if not hasattr(s3, name):
        return []
    members = s3.meta.service_model.operation_model(operation).input_shape.members
    named = {"Id": "a"} if "Id" in members else {}
    return each(name, {**MISSING, **named}, {"Bucket": bucket("empty"), **named})


def copied_onto_itself():
    target = {"Bucket": itself(), "Key": "k"}
    return s3.copy_object(**target, CopySource=target)


def itself():
    """A bucket whose encryption nobody has set: that would be a change."""
    if "itself" not in made:
        made["itself"] = f"itself-{uuid.uuid4()}"
        s3.create_bucket(Bucket=made["itself"])
        s3.put_object(Bucket=made["itself"], Key="k", Body=b"x")
    return made["itself"]


def created_with_dots():
    name = f"a.b.{uuid.uuid4()}"
    s3.create_bucket(Bucket=name)
    return name
