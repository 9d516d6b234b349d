"""Runs LocalStack's AWS-validated tests against the server under test.

LocalStack itself is not needed: this plugin supplies the few modules and fixtures that its tests
import. Load with `-p localstack_plugin`. Only tests marked as validated against AWS are run: the
others (true of LocalStack only, of unknown origin, in need of fixing) say nothing about AWS.
"""

import json
import random
import sys
import time
import types
from datetime import datetime, timezone
from pathlib import Path

import boto3
import pytest
import requests
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials

import server
from snapshots import Snapshot

REGION, SECONDARY_REGION = "us-east-1", "ap-southeast-1"
SECONDARY_ACCOUNT = "210987654321"

# Where snapshots need not be met: members that tell what the recorded account did before, and what
# AWS makes up (the ETag of an object under KMS, which of several wrong parts it names). The other
# paths that LocalStack's tests skip are LocalStack's own gaps, and are held against AWS here.
OF_THE_ACCOUNT = {
    "$..Role.RoleLastUsed", "$..Role.Description", "$..ETag", "$..list-buckets.Buckets",
    "$.complete-multipart-wrong-parts-checksum.Error.PartNumber",
    "$.complete-multipart-wrong-parts-checksum.Error.ETag",
}

# Members that the model leaves out, which a suite's own plugin names: the others are held against AWS.
LEFT_OUT = []


def _module(name, **members):
    module = types.ModuleType(name)
    module.__getattr__ = lambda member: _Absent(f"{name}.{member}")
    module.__dict__.update(members)
    module.__path__ = []
    sys.modules[name] = module
    parent, _, child = name.rpartition(".")
    if parent:
        if parent not in sys.modules:
            _module(parent)
        setattr(sys.modules[parent], child, module)


class _Absent:
    """A part of LocalStack that is not here: a test that uses it fails by saying so."""

    def __init__(self, name):
        self._name = name

    def __call__(self, *_, **__):
        pytest.skip(f"needs {self._name}")


class _Markers:
    """`markers.aws.validated` and the like, as plain pytest marks."""

    def __getattr__(self, name):
        return _MarkerFamily(name) if name in ("aws", "snapshot") else getattr(pytest.mark, name)


class _MarkerFamily:
    def __init__(self, family):
        self._family = family

    def __getattr__(self, name):
        return getattr(pytest.mark, f"{self._family}_{name}")


class _Anywhere:
    """A class of LocalStack's of which only names matter: each is its own value."""

    def __getattr__(self, name):
        return _AnyName(name)


class _AnyName(str):
    def __call__(self, *_, **__):
        return []


class SortingTransformer:
    """Lists under a key are compared in an order of their own."""

    def __init__(self, key, sorting_fn=None):
        self.key, self.sorting_fn = key, sorting_fn


def short_uid():
    return f"{random.getrandbits(32):08x}"


def poll_condition(condition, timeout=None, interval=0.5):
    end = time.time() + (timeout or 60)
    while time.time() < end:
        if condition():
            return True
        _let_time_pass(interval)
    return False


def retry(function, retries=3, sleep=1.0, sleep_before=0, **kwargs):
    for attempt in range(retries + 1):
        try:
            return function(**kwargs)
        except Exception:
            if attempt == retries:
                raise
            _let_time_pass(sleep)


def _let_time_pass(seconds):
    """The world's clock is ours to move: nobody has to wait."""
    server.advance(f"PT{max(1, round(seconds))}S")


def get_hash_algorithm(signing_algorithm):
    """`SHA_256` of `RSASSA_PSS_SHA_256`."""
    return "SHA_" + signing_algorithm.rpartition("_")[2]


def client_factory(**credentials):
    def clients(
        region_name=None, config=None, aws_access_key_id=None, aws_secret_access_key=None,
        aws_session_token=None, endpoint_url=None,
    ):
        return _Clients(
            region_name=region_name or REGION,
            endpoint_url=server.ENDPOINT,
            aws_access_key_id=aws_access_key_id or credentials["aws_access_key_id"],
            aws_secret_access_key=aws_secret_access_key or credentials["aws_secret_access_key"],
            aws_session_token=aws_session_token,
            config=(config or Config()).merge(Config(retries={"max_attempts": 0})),
        )

    clients.get_client = lambda service_name, **options: getattr(clients(**options), service_name)
    return clients


class _Clients:
    """`aws_client.kms`, `aws_client.iam`, ...: real boto3 clients of the server under test."""

    def __init__(self, **options):
        self._options = options

    def __getattr__(self, service):
        name = service.rstrip("_")
        client = boto3.client(name, **self._options)
        setattr(self, service, client)
        return client


_module("localstack")
_module("localstack.config")
_module("localstack.constants", APPLICATION_JSON="application/json")
_module("localstack.testing.pytest", markers=_Markers())
_module(
    "localstack.testing.aws.util",
    is_aws_cloud=lambda: False,
    in_default_partition=lambda: True,
    wait_for_user=lambda *_, **__: None,
    create_client_with_keys=lambda service, keys, region_name=None, client_config=None: boto3.client(
        service,
        region_name=region_name or REGION,
        endpoint_url=server.ENDPOINT,
        aws_access_key_id=keys["AccessKeyId"],
        aws_secret_access_key=keys["SecretAccessKey"],
        aws_session_token=keys.get("SessionToken"),
        config=client_config,
    ),
)
_module("localstack.testing.config", TEST_AWS_ACCESS_KEY_ID="test", TEST_AWS_REGION_NAME=REGION)
_module("localstack.testing.snapshots.transformer_utility", PATTERN_UUID="uuid",
        TransformerUtility=Snapshot(None, []).transform)
_module("localstack.utils.crypto")
_module("localstack.utils.common", short_uid=short_uid)
_module("localstack.utils.strings", short_uid=short_uid, long_uid=lambda: short_uid() * 4,
        to_str=lambda value: value.decode() if isinstance(value, bytes) else value)
_module("localstack.utils.sync", poll_condition=poll_condition, retry=retry)
_module("localstack.utils.numbers", is_number=lambda text: str(text).replace(".", "", 1).isdigit())
_module("localstack.utils.aws.arns", get_partition=lambda _: "aws")
_module("localstack.utils.aws.request_context")
_module("localstack.services.kms.models", ON_DEMAND_ROTATION_LIMIT=25, HEADER_LEN=64, IV_LEN=12)
_module("localstack.services.kms.utils", get_hash_algorithm=get_hash_algorithm)
_module("localstack.services.iam.iam_patches", ADDITIONAL_MANAGED_POLICIES={})
_module("localstack.aws.api.iam", Tag=dict)
_module("localstack.aws.api.lambda_", Runtime=_Anywhere())
_module("localstack.aws.api.secretsmanager", CreateSecretRequest=dict, DeleteSecretRequest=dict)
_module("localstack.utils.aws", aws_stack=None)
_module("localstack.utils.collections", select_from_typed_dict=lambda _, answer: {
    name: member for name, member in answer.items() if name != "ResponseMetadata"})
_module("localstack.utils.time", today_no_time=lambda: datetime.now(timezone.utc).date())
_module("localstack_snapshot.snapshots.transformer", RegexTransformer=lambda *_, **__: None,
        SortingTransformer=SortingTransformer)


def pytest_collection_modifyitems(items):
    items[:] = [item for item in items if item.get_closest_marker("aws_validated") is not None]


@pytest.fixture(scope="session", autouse=True)
def new_world():
    server.reset()


@pytest.fixture(scope="session")
def aws_client_factory():
    return client_factory(aws_access_key_id="test", aws_secret_access_key="test")


@pytest.fixture(scope="session")
def aws_client(aws_client_factory):
    return aws_client_factory()


@pytest.fixture
def aws_client_no_retry(aws_client):
    return aws_client


@pytest.fixture(scope="session")
def secondary_aws_client(aws_client):
    """Another account's administrator: the role that an organization's member account starts with."""
    role = f"arn:aws:iam::{SECONDARY_ACCOUNT}:role/OrganizationAccountAccessRole"
    session = aws_client.sts.assume_role(RoleArn=role, RoleSessionName="secondary")["Credentials"]
    return client_factory(
        aws_access_key_id=session["AccessKeyId"], aws_secret_access_key=session["SecretAccessKey"]
    )(aws_session_token=session["SessionToken"])


@pytest.fixture(scope="session")
def account_id(aws_client):
    return aws_client.sts.get_caller_identity()["Account"]


@pytest.fixture(scope="session")
def region_name():
    return REGION


@pytest.fixture(scope="session")
def secondary_region_name():
    return SECONDARY_REGION


@pytest.fixture(scope="session")
def partition():
    return "aws"


@pytest.fixture
def snapshot(request):
    path = Path(request.node.fspath).with_suffix(".snapshot.json")
    recordings = json.loads(path.read_text())
    test = request.node.nodeid[request.node.nodeid.index("tests/aws/"):]
    skipped = [*LEFT_OUT]
    for mark in request.node.iter_markers("snapshot_skip_snapshot_verify"):
        skipped += OF_THE_ACCOUNT & set(mark.kwargs.get("paths", []))
    taken = Snapshot(recordings.get(test, {}).get("recorded-content"), skipped)
    yield taken
    if ("skipped", True) in request.node.user_properties:
        return
    different = taken.differences()
    assert not different, "\n".join(different)


@pytest.fixture
def cleanups():
    functions = []
    yield functions
    for function in reversed(functions):
        try:
            function()
        except Exception:
            pass


@pytest.fixture
def kms_create_key(aws_client_factory):
    def create(region_name=None, **kwargs):
        kwargs.setdefault("Description", f"test description - {short_uid()}")
        return aws_client_factory(region_name=region_name).kms.create_key(**kwargs)["KeyMetadata"]

    return create


@pytest.fixture
def kms_key(kms_create_key):
    return kms_create_key()


@pytest.fixture
def kms_replicate_key(aws_client_factory):
    return lambda region_from=None, **kwargs: aws_client_factory(
        region_name=region_from
    ).kms.replicate_key(**kwargs)


@pytest.fixture
def kms_create_alias(aws_client, kms_create_key):
    def create(**kwargs):
        kwargs.setdefault("AliasName", f"alias/{short_uid()}")
        if "TargetKeyId" not in kwargs:
            kwargs["TargetKeyId"] = kms_create_key()["KeyId"]
        aws_client.kms.create_alias(**kwargs)
        return kwargs["AliasName"]

    return create


@pytest.fixture
def kms_create_grant(aws_client, kms_create_key):
    def create(**kwargs):
        kwargs.setdefault("Operations", ["Decrypt", "Encrypt"])
        kwargs.setdefault("GranteePrincipal", aws_client.sts.get_caller_identity()["Arn"])
        if "KeyId" not in kwargs:
            kwargs["KeyId"] = kms_create_key()["KeyId"]
        return aws_client.kms.create_grant(**kwargs)["GrantId"], kwargs["KeyId"]

    return create


@pytest.fixture
def kms_grant_and_key(aws_client, kms_key):
    grantee = aws_client.sts.get_caller_identity()["Arn"]
    grant = aws_client.kms.create_grant(
        KeyId=kms_key["KeyId"], GranteePrincipal=grantee, Operations=["Decrypt", "Encrypt"]
    )
    return [grant, kms_key]


@pytest.fixture
def create_parameter(aws_client):
    return aws_client.ssm.put_parameter


@pytest.fixture
def create_secret(aws_client):
    return aws_client.secretsmanager.create_secret


@pytest.fixture
def create_lambda_function():
    return _Absent("functions in Python")


@pytest.fixture
def aws_http_client_factory():
    """Clients that sign a request and send nothing that the test has not put in."""

    class Client:
        def __init__(self, service, region=REGION, signer_factory=None):
            self.sign = signer_factory(Credentials("test", "test"), service, region).add_auth

        def post(self, path, data, headers):
            request = AWSRequest("POST", server.ENDPOINT + path, headers=headers, data=data)
            self.sign(request)
            prepared = request.prepare()
            return requests.post(prepared.url, data=prepared.body, headers=dict(prepared.headers))

    return Client


@pytest.fixture
def s3_bucket():
    """A bucket's name, as snapshots have it: policies are simulated without looking at the bucket."""
    return "bucket"


@pytest.fixture
def wait_and_assume_role(aws_client):
    def assume(role_arn, session_name=None, **kwargs):
        name = session_name or f"session-{short_uid()}"
        return aws_client.sts.assume_role(RoleArn=role_arn, RoleSessionName=name, **kwargs)["Credentials"]

    return assume


def _creator(operation, member, prefix):
    @pytest.fixture
    def fixture(aws_client):
        def create(iam_client=None, **kwargs):
            kwargs.setdefault(member, f"{prefix}-{short_uid()}")
            return getattr(iam_client or aws_client.iam, operation)(**kwargs)

        return create

    return fixture


create_user = _creator("create_user", "UserName", "user")
create_role = _creator("create_role", "RoleName", "role")
create_policy = _creator("create_policy", "PolicyName", "policy")
create_group = _creator("create_group", "GroupName", "group")
