"""boto3 clients of the server under test."""

import boto3
from botocore.config import Config

import server


def client(service, region="us-east-1", **credentials):
    return boto3.client(
        service,
        region_name=region,
        endpoint_url=server.ENDPOINT,
        config=Config(retries={"total_max_attempts": 1}, parameter_validation=False),
        **credentials,
    )
