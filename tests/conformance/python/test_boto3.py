"""boto3 against the server: what a program in Python sees, its error classes and paginators."""

import base64
import datetime
import io
import json
import os
import urllib.request

import boto3
import pytest
from botocore.exceptions import ClientError

import server
from clients import client
from materials import GREETER, TEMPLATE, TRUST_LAMBDA, WRITES_LOGS, archive, block

kms, iam, sts, s3 = client("kms"), client("iam"), client("sts"), client("s3")
secrets, logs, functions = client("secretsmanager"), client("logs"), client("lambda")
stacks, ebs, ec2 = client("cloudformation"), client("ebs"), client("ec2")


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


def test_a_secret_keeps_its_versions(key):
    made = secrets.create_secret(Name="from-boto3", KmsKeyId=key, SecretString="one")
    secrets.put_secret_value(SecretId="from-boto3", SecretString="two")
    assert secrets.get_secret_value(SecretId=made["ARN"])["SecretString"] == "two"
    previous = secrets.get_secret_value(SecretId="from-boto3", VersionStage="AWSPREVIOUS")
    assert previous["SecretString"] == "one" and previous["VersionId"] == made["VersionId"]
    secrets.delete_secret(SecretId="from-boto3", RecoveryWindowInDays=7)
    with pytest.raises(secrets.exceptions.InvalidRequestException):
        secrets.get_secret_value(SecretId="from-boto3")
    secrets.restore_secret(SecretId="from-boto3")
    assert secrets.get_secret_value(SecretId="from-boto3")["SecretString"] == "two"


def test_log_events_are_put_and_found():
    group, stream = "from-boto3", "stream"
    logs.create_log_group(logGroupName=group)
    logs.create_log_stream(logGroupName=group, logStreamName=stream)
    world = datetime.datetime.fromisoformat(server.control("/_lab/clock")["now"])
    now = round(world.timestamp() * 1000)
    events = [{"timestamp": now + n, "message": f"{'ERROR' if n % 2 else 'fine'} {n}"} for n in range(6)]
    logs.put_log_events(logGroupName=group, logStreamName=stream, logEvents=events)
    pages = logs.get_paginator("filter_log_events").paginate(
        logGroupName=group, filterPattern="ERROR", PaginationConfig={"PageSize": 2}
    )
    found = [event["message"] for page in pages for event in page["events"]]
    assert found == ["ERROR 1", "ERROR 3", "ERROR 5"]
    with pytest.raises(logs.exceptions.ResourceAlreadyExistsException):
        logs.create_log_group(logGroupName=group)


def test_a_function_from_a_zip_file_runs():
    role = iam.create_role(RoleName="from-boto3", AssumeRolePolicyDocument=TRUST_LAMBDA)["Role"]
    iam.attach_role_policy(RoleName="from-boto3", PolicyArn=WRITES_LOGS)
    functions.create_function(
        FunctionName="greeter", Runtime="python3.13", Handler="index.handler", Role=role["Arn"],
        Code={"ZipFile": archive(GREETER)}, Environment={"Variables": {"WORD": "hello"}}, Timeout=60,
    )
    functions.get_waiter("function_active_v2").wait(FunctionName="greeter")
    done = functions.invoke(FunctionName="greeter", Payload=b'{"name": "world"}', LogType="Tail")
    assert json.load(done["Payload"]) == {"greeting": "hello, world"}
    assert b"greets world" in base64.b64decode(done["LogResult"])
    failed = functions.invoke(FunctionName="greeter", Payload=b"{}")
    assert failed["FunctionError"] == "Unhandled"
    assert json.load(failed["Payload"])["errorType"] == "KeyError"
    kept = logs.filter_log_events(logGroupName="/aws/lambda/greeter", filterPattern='"greets world"')
    assert [event["message"].strip() for event in kept["events"]] == ["greets world"]


def test_a_stack_is_made_and_waited_for():
    stacks.create_stack(StackName="from-boto3", TemplateBody=TEMPLATE)
    server.advance("PT2M")
    often = {"Delay": 1, "MaxAttempts": 60}
    stacks.get_waiter("stack_create_complete").wait(StackName="from-boto3", WaiterConfig=often)
    [stack] = stacks.describe_stacks(StackName="from-boto3")["Stacks"]
    [output] = stack["Outputs"]
    found = kms.describe_key(KeyId="alias/from-boto3")["KeyMetadata"]
    assert output["OutputValue"] == found["Arn"] and found["Description"] == "from a template"
    stacks.delete_stack(StackName="from-boto3")
    server.advance("PT2M")
    stacks.get_waiter("stack_delete_complete").wait(StackName="from-boto3", WaiterConfig=often)
    assert kms.describe_key(KeyId=found["KeyId"])["KeyMetadata"]["KeyState"] == "PendingDeletion"


def test_blocks_of_a_snapshot_are_written_and_read(key):
    arn = kms.describe_key(KeyId=key)["KeyMetadata"]["Arn"]
    snapshot = ebs.start_snapshot(VolumeSize=1, Encrypted=True, KmsKeyArn=arn)["SnapshotId"]
    for index in (0, 3):
        data, checksum = block(f"block {index}")
        ebs.put_snapshot_block(
            SnapshotId=snapshot, BlockIndex=index, BlockData=data, DataLength=len(data),
            Checksum=checksum, ChecksumAlgorithm="SHA256",
        )
    ebs.complete_snapshot(SnapshotId=snapshot, ChangedBlocksCount=2)
    server.advance("PT5M")
    ec2.get_waiter("snapshot_completed").wait(SnapshotIds=[snapshot])
    blocks = ebs.list_snapshot_blocks(SnapshotId=snapshot)["Blocks"]
    assert [one["BlockIndex"] for one in blocks] == [0, 3]
    read = ebs.get_snapshot_block(SnapshotId=snapshot, BlockIndex=3, BlockToken=blocks[1]["BlockToken"])
    assert read["BlockData"].read().rstrip(b"\0") == b"block 3"
    kms.disable_key(KeyId=key)
    with pytest.raises(ClientError):
        ebs.get_snapshot_block(SnapshotId=snapshot, BlockIndex=3, BlockToken=blocks[1]["BlockToken"])
