"""Requests to Secrets Manager that may have led to the errors recorded from AWS."""

import json
import uuid

import requests
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

import server
from clients import client

secrets = client("secretsmanager")
BAD_NAME = " Inv Name"


def secret(**kwargs):
    """The name of a new secret."""
    return secrets.create_secret(Name=f"s-{uuid.uuid4()}", **kwargs)["Name"]


def with_value():
    return secret(SecretString="value")


def deleted():
    name = with_value()
    secrets.delete_secret(SecretId=name)
    return name


def twice():
    secrets.create_secret(Name=with_value(), SecretString="value")


def again_while_deleted():
    secrets.create_secret(Name=deleted(), SecretString="value")


def mismatch():
    created = secrets.create_secret(Name=f"s-{uuid.uuid4()}", SecretString="value")
    secrets.get_secret_value(
        SecretId=created["ARN"], VersionId=created["VersionId"], VersionStage="AWSPREVIOUS"
    )


def without_token(operation, **parameters):
    """A request as no SDK sends it."""
    headers = {
        "X-Amz-Target": f"secretsmanager.{operation}",
        "Content-Type": "application/x-amz-json-1.1",
    }
    request = AWSRequest("POST", server.ENDPOINT + "/", headers=headers, data=json.dumps(parameters))
    SigV4Auth(Credentials("test", "test"), "secretsmanager", "us-east-1").add_auth(request)
    prepared = request.prepare()
    answer = requests.post(prepared.url, data=prepared.body, headers=dict(prepared.headers))
    body = answer.json()
    error = {"Code": body.get("__type"), "Message": body.get("Message") or body.get("message")}
    raise ClientError(
        {"Error": error, "ResponseMetadata": {"HTTPStatusCode": answer.status_code}}, operation
    )


def rotate_by(function):
    secrets.rotate_secret(
        SecretId=with_value(),
        RotationLambdaARN=f"arn:aws:lambda:us-east-1:123456789012:function:{function}",
        RotationRules={"AutomaticallyAfterDays": 1},
    )


def asks(row):
    value = {"SecretString": "value"}
    return {
        "CreateSecret": [
            again_while_deleted,
            twice,
            lambda: secrets.create_secret(Name=BAD_NAME, **value),
            lambda: without_token("CreateSecret", Name="without-token", **value),
        ],
        "DeleteSecret": [lambda: secrets.delete_secret(SecretId=BAD_NAME)],
        "GetSecretValue": [
            mismatch,
            lambda: secrets.get_secret_value(SecretId=with_value(), VersionId=str(uuid.uuid4())),
            lambda: secrets.get_secret_value(SecretId=secret()),
            lambda: secrets.get_secret_value(SecretId=with_value(), VersionStage="AWSPREVIOUS"),
            lambda: secrets.get_secret_value(SecretId="none"),
            lambda: secrets.get_secret_value(SecretId=BAD_NAME),
        ],
        "ListSecretVersionIds": [
            lambda: secrets.list_secret_version_ids(SecretId="none"),
            lambda: secrets.list_secret_version_ids(SecretId=BAD_NAME),
        ],
        "TagResource": [
            lambda: secrets.tag_resource(SecretId=deleted(), Tags=[{"Key": "a", "Value": "b"}])
        ],
        "UntagResource": [lambda: secrets.untag_resource(SecretId=BAD_NAME, TagKeys=["a"])],
        "UpdateSecret": [
            lambda: secrets.update_secret(SecretId=BAD_NAME),
            lambda: without_token("UpdateSecret", SecretId=with_value(), **value),
        ],
        # The operation was not written down.
        "None": [
            lambda: rotate_by("none"),
            lambda: secrets.describe_secret(SecretId="none"),
        ],
    }.get(str(row["operation"]), [])
