"""Requests that may have led to the errors recorded from CloudWatch Logs."""

import time

from clients import client

logs = client("logs")
GROUP = {"logGroupName": "recorded"}
STREAM = {**GROUP, "logStreamName": "stream"}


def prepare():
    """The log group and the stream that the requests name."""
    logs.create_log_group(**GROUP)
    logs.create_log_stream(**STREAM)


def events(*hours_ago):
    now = round(time.time() * 1000)
    return [{"timestamp": now - hours * 3600_000, "message": "x"} for hours in hours_ago]


def put_metric_filter(name="filter", count=1):
    metrics = [
        {"metricName": f"metric{i + 1}", "metricNamespace": f"namespace{i + 1}", "metricValue": "1"} for i in range(count)
    ]
    return logs.put_metric_filter(
        **GROUP, filterName=name, filterPattern="", metricTransformations=metrics
    )


def asks(row):
    return {
        "CreateLogGroup": [lambda: logs.create_log_group(**GROUP)],
        "CreateLogStream": [lambda: logs.create_log_stream(**STREAM)],
        "DescribeMetricFilters": [
            lambda: logs.describe_metric_filters(metricName="X" * 256, metricNamespace="n"),
            lambda: logs.describe_metric_filters(filterNamePrefix="X" * 513),
        ],
        "GetLogEvents": [
            lambda: logs.get_log_events(**STREAM, limit=10001),
            lambda: logs.get_log_events(**STREAM, nextToken="invalid"),
            lambda: logs.get_log_events(**GROUP, logStreamName="nothing"),
        ],
        "PutLogEvents": [lambda: logs.put_log_events(**STREAM, logEvents=events(0, 48))],
        "PutMetricFilter": [
            lambda: put_metric_filter(name="X" * 513),
            lambda: put_metric_filter(count=2),
        ],
    }.get(row["operation"], [])
