"""boto3 against the server: what a program in Python sees, its error classes and paginators."""

import datetime
import io
import os
import urllib.request

import boto3
import pytest
from botocore.exceptions import ClientError

import server
from clients import client

kms, iam, sts, s3 = client("kms"), client("iam"), client("sts"), client("s3")


@pytest.fixture(autouse=True, scope="module")
def world():
    server.reset()


@pytest.fixture
def key():
    return kms.create_key()["KeyMetadata"]["KeyId"]


def refusal(call, **kwargs):
    with pytest.raises(ClientError) as caught:
        call(**kwargs)
    return caught.value.response["Error"]["Code"]


def test_an_encryption_context_is_needed_again_to_decrypt(key):
    context = {"purpose": "demo", "é": "ü"}
    blob = kms.encrypt(KeyId=key, Plaintext=b"hello", EncryptionContext=context)["CiphertextBlob"]
    assert kms.decrypt(CiphertextBlob=blob, EncryptionContext=context)["Plaintext"] == b"hello"
    with pytest.raises(kms.exceptions.InvalidCiphertextException):
        kms.decrypt(CiphertextBlob=blob)


def test_timestamps_and_blobs_have_pythons_types(key):
    metadata = kms.describe_key(KeyId=key)["KeyMetadata"]
    assert isinstance(metadata["CreationDate"], datetime.datetime)
    data_key = kms.generate_data_key(KeyId=key, KeySpec="AES_256")
    assert len(data_key["Plaintext"]) == 32


def test_errors_have_their_classes():
    with pytest.raises(kms.exceptions.NotFoundException, match="Invalid keyId 'nope'"):
        kms.describe_key(KeyId="nope")
    with pytest.raises(iam.exceptions.NoSuchEntityException, match="cannot be found"):
        iam.get_user(UserName="nobody")


def test_paginators_walk_all_pages():
    names = {f"alias/page-{number:03}" for number in range(60)}
    keys = [kms.create_key()["KeyMetadata"]["KeyId"] for _ in range(2)]
    for number, name in enumerate(sorted(names)):
        kms.create_alias(AliasName=name, TargetKeyId=keys[number % 2])
    pages = kms.get_paginator("list_aliases").paginate(PaginationConfig={"PageSize": 7})
    found = {alias["AliasName"] for page in pages for alias in page["Aliases"]}
    assert names <= found
    for number in range(12):
        iam.create_user(UserName=f"user-{number:02}")
    users = iam.get_paginator("list_users").paginate(PaginationConfig={"PageSize": 5})
    assert len({user["UserName"] for page in users for user in page["Users"]}) >= 12


def test_policy_documents_of_iam_arrive_as_objects():
    iam.create_user(UserName="documents")
    document = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"*"}]}'
    iam.put_user_policy(UserName="documents", PolicyName="p", PolicyDocument=document)
    policy = iam.get_user_policy(UserName="documents", PolicyName="p")["PolicyDocument"]
    assert policy["Statement"][0]["Action"] == "kms:*"


def test_another_account_is_reached_by_its_role():
    role = "arn:aws:iam::210987654321:role/OrganizationAccountAccessRole"
    session = sts.assume_role(RoleArn=role, RoleSessionName="session")["Credentials"]
    other = dict(
        aws_access_key_id=session["AccessKeyId"],
        aws_secret_access_key=session["SecretAccessKey"],
        aws_session_token=session["SessionToken"],
    )
    assert client("sts", **other).get_caller_identity()["Account"] == "210987654321"
    theirs = client("kms", **other).create_key()["KeyMetadata"]["Arn"]
    assert refusal(kms.get_key_policy, KeyId=theirs) in ("AccessDeniedException", "NotFoundException")
    assert refusal(kms.encrypt, KeyId=theirs, Plaintext=b"x") == "AccessDeniedException"


def test_the_clock_can_be_moved(key):
    kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
    server.advance("P7D")
    assert refusal(kms.describe_key, KeyId=key) == "NotFoundException"


def test_a_resource_interface_works():
    users = boto3.resource("iam", region_name="us-east-1", endpoint_url=server.ENDPOINT)
    assert isinstance(list(users.users.all()), list)


@pytest.fixture(scope="module")
def bucket():
    s3.create_bucket(Bucket="from-boto3")
    return "from-boto3"


def test_large_objects_go_in_parts_and_come_back_in_ranges(bucket):
    large = os.urandom(20 * 1024 * 1024)
    s3.upload_fileobj(io.BytesIO(large), bucket, "large", ExtraArgs={"Metadata": {"team": "blue"}})
    head = s3.head_object(Bucket=bucket, Key="large")
    assert head["ETag"].endswith('-3"') and head["Metadata"] == {"team": "blue"}
    back = io.BytesIO()
    s3.download_fileobj(bucket, "large", back)
    assert back.getvalue() == large


def test_objects_under_a_kms_key(bucket, key):
    s3.put_object(
        Bucket=bucket, Key="sealed", Body=b"hello", ServerSideEncryption="aws:kms", SSEKMSKeyId=key
    )
    got = s3.get_object(Bucket=bucket, Key="sealed")
    assert got["Body"].read() == b"hello" and got["SSEKMSKeyId"].endswith(key)


def test_errors_of_s3_have_their_classes(bucket):
    with pytest.raises(s3.exceptions.NoSuchKey):
        s3.get_object(Bucket=bucket, Key="nothing")
    with pytest.raises(s3.exceptions.NoSuchBucket):
        s3.list_objects_v2(Bucket="nowhere-at-all")


def test_objects_are_listed_on_all_pages(bucket):
    keys = [f"page/{number:02}" for number in range(25)]
    for key in keys:
        s3.put_object(Bucket=bucket, Key=key, Body=b"")
    pages = s3.get_paginator("list_objects_v2").paginate(
        Bucket=bucket, Prefix="page/", PaginationConfig={"PageSize": 10}
    )
    assert [item["Key"] for page in pages for item in page["Contents"]] == keys


@pytest.mark.parametrize("version", ["s3", "s3v4"])
def test_presigned_urls_work_for_anybody(bucket, version):
    s3.put_object(Bucket=bucket, Key="a b", Body=b"hello")
    signing = boto3.client(
        "s3",
        region_name="us-east-1",
        endpoint_url=server.ENDPOINT,
        config=boto3.session.Config(signature_version=version),
    )
    url = signing.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": "a b"})
    assert urllib.request.urlopen(url).read() == b"hello"
