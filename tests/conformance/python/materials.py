"""What the stories of several clients need: a function, a template, blocks of a volume."""

import base64
import hashlib
import io
import json
import zipfile

BLOCK_SIZE = 512 * 1024

TRUST_LAMBDA = json.dumps({
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ],
})
WRITES_LOGS = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"

GREETER = """import os

def handler(event, context):
    print("greets", event["name"])
    return {"greeting": os.environ["WORD"] + ", " + event["name"]}
"""

TEMPLATE = """
Parameters:
  Days: { Type: Number, Default: 7 }
Resources:
  Key:
    Type: AWS::KMS::Key
    Properties: { Description: from a template, PendingWindowInDays: !Ref Days }
  Alias:
    Type: AWS::KMS::Alias
    Properties: { AliasName: !Sub "alias/${AWS::StackName}", TargetKeyId: !Ref Key }
Outputs:
  KeyArn: { Value: !GetAtt Key.Arn }
"""


def archive(text):
    """The bytes of a zip file with a function's code in `index.py`."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("index.py", text)
    return made.getvalue()


def block(text):
    """A block of a volume that begins with a text, and its SHA-256 in Base64."""
    data = text.encode().ljust(BLOCK_SIZE, b"\0")
    return data, base64.b64encode(hashlib.sha256(data).digest()).decode()
