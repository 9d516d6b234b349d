"""What LocalStack's tests of S3 import and want beside `localstack_plugin`, which it extends."""

import base64
import hashlib
import email.charset
import email.utils
import json
import re
import socket
import sys
import types
import urllib.parse
import zlib

import boto3
import botocore.auth
import botocore.awsrequest
import botocore.config
import botocore.credentials
import botocore.httpchecksum
import pytest
import requests

import server
from localstack_plugin import REGION, SECONDARY_ACCOUNT, SECONDARY_REGION, _Anywhere, _module, short_uid

HOST, PORT = urllib.parse.urlsplit(server.ENDPOINT).netloc.split(":")

_module("localstack.aws.api.lambda_", Runtime=_Anywhere())
_module("localstack.aws.api.s3", StorageClass=_Anywhere(), TransitionDefaultMinimumObjectSize=_Anywhere())
_module("localstack.constants", AWS_REGION_US_EAST_1="us-east-1", LOCALHOST_HOSTNAME="localhost")
_module(
    "localstack.config",
    S3_VIRTUAL_HOSTNAME="s3.localhost",
    S3_STATIC_WEBSITE_HOSTNAME="s3-website.localhost",
    GATEWAY_LISTEN=[types.SimpleNamespace(host=HOST, port=int(PORT))],
    get_protocol=lambda: "http",
    internal_service_url=lambda **_: server.ENDPOINT,
)
_module(
    "localstack.services.s3.constants",
    DEFAULT_PRE_SIGNED_ACCESS_KEY_ID="test",
    DEFAULT_PRE_SIGNED_SECRET_ACCESS_KEY="test",
)
_module(
    "localstack.services.s3.utils",
    RFC1123="%a, %d %b %Y %H:%M:%S GMT",
    etag_to_base_64_content_md5=lambda etag: base64.b64encode(bytes.fromhex(etag.strip('"'))).decode(),
    rfc_1123_datetime=lambda date: date.strftime("%a, %d %b %Y %H:%M:%S GMT"),
)


def _expiration(text):
    date, rule = re.fullmatch('expiry-date="(.*)", rule-id="(.*)"', text).groups()
    return email.utils.parsedate_to_datetime(date), rule


sys.modules["localstack.services.s3.utils"].parse_expiration_header = _expiration
_module("localstack.services.s3.headers", encode_header_rfc2047=lambda text: _encoded_word(text))
_module(
    "localstack.testing.config",
    SECONDARY_TEST_AWS_ACCESS_KEY_ID="secondary",
    SECONDARY_TEST_AWS_SECRET_ACCESS_KEY="secondary",
    TEST_AWS_ACCESS_KEY_ID="test",
    TEST_AWS_SECRET_ACCESS_KEY="test",
)
_module("localstack.testing.snapshots.transformer_utility", TransformerUtility=_Anywhere(), PATTERN_UUID="uuid")
for name in ("testutil", "aws.resources", "files", "run"):
    _module(f"localstack.utils.{name}")


class _Host:
    """`localhost` and the port of the server under test."""

    host = "localhost"

    def host_and_port(self):
        return f"localhost:{PORT}"


_module("localstack.utils.urls", localstack_host=_Host)
_module("tests")
_module("tests.aws.services.s3.conftest", TEST_S3_IMAGE=False)


def _encoded_word(text):
    """A text as clients put it into a header: in RFC 2047's quotes where it is not ASCII."""
    if re.fullmatch(r"[\t -~]*", text):
        return text
    quotes = email.charset.Charset("utf-8")
    quotes.header_encoding = email.charset.QP
    return quotes.header_encode(text)


def _bytes(value):
    return value.encode() if isinstance(value, str) else value


def _base64(value):
    return base64.b64encode(value).decode()


def _crc(polynomial, width):
    """The reversed CRC of bytes, bit by bit: tests are short."""
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = (byte >> 1) ^ (polynomial if byte & 1 else 0)
        table.append(byte)
    ones = (1 << width) - 1

    def checksum(value):
        crc = ones
        for byte in _bytes(value):
            crc = (crc >> 8) ^ table[(crc ^ byte) & 255]
        return _base64((crc ^ ones).to_bytes(width // 8, "big"))

    return checksum


strings = sys.modules["localstack.utils.strings"]
strings.checksum_crc32 = lambda value: _base64(zlib.crc32(_bytes(value)).to_bytes(4, "big"))
strings.checksum_crc32c = _crc(0x82F63B78, 32)
strings.checksum_crc64nvme = _crc(0x9A6C9329AC4BC9B5, 64)
strings.hash_sha1 = lambda value: _base64(hashlib.sha1(_bytes(value)).digest())
strings.hash_sha256 = lambda value: _base64(hashlib.sha256(_bytes(value)).digest())
strings.to_bytes = _bytes


def _digests(checksum):
    """A checksum as botocore computes them: bytes go in piece by piece."""

    class Checksum(botocore.httpchecksum.BaseChecksum):
        def __init__(self):
            self._taken = b""

        def update(self, chunk):
            self._taken += chunk

        def digest(self):
            return base64.b64decode(checksum(self._taken))

    return Checksum


# What botocore has from a library of AWS's where that is installed.
for _name in ("crc32c", "crc64nvme"):
    if _name not in botocore.httpchecksum._CHECKSUM_CLS:
        _made = _digests(getattr(strings, f"checksum_{_name}"))
        botocore.httpchecksum._CHECKSUM_CLS[_name] = _made
        botocore.httpchecksum._SUPPORTED_CHECKSUM_ALGORITHMS.append(_name)

_resolve = socket.getaddrinfo


def _localhost(host, *more, **options):
    """RFC 6761: names under `localhost` are this machine, whatever its resolver knows."""
    name = host.decode() if isinstance(host, bytes) else host
    return _resolve(HOST if name and name.endswith(".localhost") else host, *more, **options)


socket.getaddrinfo = _localhost


class _Signing:
    """Requests signed by one of botocore's signers, and otherwise sent as they are."""

    def __init__(self, signer):
        self._signer = signer

    def request(self, method, url, **options):
        request = requests.Request(method, url, **options)
        prepared = request.prepare()
        aws = botocore.awsrequest.AWSRequest(
            method=method, url=url, data=options.get("data"), headers=dict(prepared.headers)
        )
        self._signer.add_auth(aws)
        prepared.headers.update(dict(aws.headers.items()))
        if aws.url != url:
            prepared.url = aws.url
        with requests.Session() as session:
            return session.send(prepared, allow_redirects=False)

    def __getattr__(self, method):
        return lambda url, **options: self.request(method.upper(), url, **options)


@pytest.fixture
def aws_http_client_factory():
    def factory(service, region=None, signer_factory=botocore.auth.SigV4QueryAuth, **credentials):
        key = credentials.get("aws_access_key_id") or "test"
        secret = credentials.get("aws_secret_access_key") or "test"
        held = botocore.credentials.Credentials(key, secret).get_frozen_credentials()
        return _Signing(signer_factory(held, service, region or REGION))

    return factory


@pytest.fixture(scope="session")
def region_name():
    return REGION


@pytest.fixture(scope="session")
def secondary_region_name():
    return SECONDARY_REGION


@pytest.fixture
def aws_session():
    return boto3.Session(aws_access_key_id="test", aws_secret_access_key="test", region_name=REGION)


@pytest.fixture
def s3_vhost_client(aws_client_factory):
    return aws_client_factory(config=botocore.config.Config(s3={"addressing_style": "virtual"})).s3


@pytest.fixture
def s3_create_bucket(aws_client):
    def create(**kwargs):
        kwargs.setdefault("Bucket", f"test-bucket-{short_uid()}")
        aws_client.s3.create_bucket(**kwargs)
        return kwargs["Bucket"]

    return create


@pytest.fixture
def s3_create_bucket_with_client():
    def create(s3_client, **kwargs):
        kwargs.setdefault("Bucket", f"test-bucket-{short_uid()}")
        return s3_client.create_bucket(**kwargs)

    return create


@pytest.fixture
def s3_bucket(s3_create_bucket, aws_client, request):
    bucket = s3_create_bucket()
    if "sse_c" in request.node.name:
        # Recorded before new buckets came to block it, in April 2026.
        rule = {"BlockedEncryptionTypes": {"EncryptionType": ["NONE"]}}
        aws_client.s3.put_bucket_encryption(
            Bucket=bucket, ServerSideEncryptionConfiguration={"Rules": [rule]}
        )
    return bucket


@pytest.fixture
def s3_empty_bucket(aws_client):
    def empty(bucket):
        s3 = aws_client.s3
        for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
            entries = [*page.get("Versions", []), *page.get("DeleteMarkers", [])]
            objects = [{name: entry[name] for name in ("Key", "VersionId")} for entry in entries]
            if objects:
                s3.delete_objects(Bucket=bucket, Delete={"Objects": objects})

    return empty


@pytest.fixture
def cleanups():
    return []


@pytest.fixture
def secondary_account_id():
    return SECONDARY_ACCOUNT


@pytest.fixture
def create_role_with_policy(aws_client):
    def create(effect, actions, assume_policy_doc, resource, **_):
        name = f"role-{short_uid()}"
        role = aws_client.iam.create_role(RoleName=name, AssumeRolePolicyDocument=assume_policy_doc)
        statement = {"Effect": effect, "Action": actions, "Resource": resource}
        document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        aws_client.iam.put_role_policy(RoleName=name, PolicyName="policy", PolicyDocument=document)
        return name, role["Role"]["Arn"]

    return create
