"""What LocalStack's tests of CloudWatch Logs import and want beside `localstack_plugin`."""

from datetime import datetime

import pytest

import server
from localstack_plugin import _module, poll_condition, retry, short_uid


def now_utc(millis=False):
    """The world's time, which the tests move: seconds or milliseconds since 1970."""
    now = datetime.fromisoformat(server.control("/_lab/clock")["now"])
    return round(now.timestamp() * 1000) if millis else now.timestamp()


_module("localstack_snapshot.pytest.snapshot", is_aws=lambda: False)
_module("localstack_snapshot.snapshots.transformer", KeyValueBasedTransformer=lambda *_, **__: [])
_module("localstack.constants", APPLICATION_AMZ_JSON_1_1="application/x-amz-json-1.1")
_module("localstack.utils.common", now_utc=now_utc, poll_condition=poll_condition, retry=retry, short_uid=short_uid)
_module("localstack.utils.testutil")
_module(
    "localstack.utils.aws.arns",
    get_partition=lambda _: "aws",
    log_group_arn=lambda name, account_id, region_name: f"arn:aws:logs:{region_name}:{account_id}:log-group:{name}",
)
_module("tests.aws.services.lambda_.test_lambda", TEST_LAMBDA_PYTHON_ECHO="lambda_echo.py")


def pytest_collection_modifyitems(items):
    """What LocalStack leaves out for gaps of its own is run here."""
    for node in {node for item in items for node in item.listchain()}:
        node.own_markers = [mark for mark in node.own_markers if mark.name != "skip"]


@pytest.fixture
def logs_log_group(aws_client):
    name = f"test-log-group-{short_uid()}"
    aws_client.logs.create_log_group(logGroupName=name)
    yield name
    aws_client.logs.delete_log_group(logGroupName=name)


@pytest.fixture
def logs_log_stream(aws_client, logs_log_group):
    name = f"test-log-stream-{short_uid()}"
    aws_client.logs.create_log_stream(logGroupName=logs_log_group, logStreamName=name)
    yield name
    aws_client.logs.delete_log_stream(logGroupName=logs_log_group, logStreamName=name)


@pytest.fixture
def s3_bucket(aws_client):
    name = f"test-bucket-{short_uid()}"
    aws_client.s3.create_bucket(Bucket=name)
    return name
