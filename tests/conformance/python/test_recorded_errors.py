"""Errors recorded from AWS, one test each: the same request here must fail with the same words.

LAB_RECORDED names a JSON list of {service, operation, code, message, http}. Texts may hold
placeholders such as <key-arn>, which stand for anything. A recorded error says what AWS answered, not
what was asked; `asks` below lists for each operation the requests that may have been.
"""

import json
import os
import re
import uuid

import pytest
from botocore.exceptions import ClientError

import recorded_logs
import recorded_s3
import recorded_secrets
import server
from clients import client
from recorded_text import says

MODELLED = ("kms", "iam", "sts", "s3", "secretsmanager", "logs", "ec2")
RECORDED = [
    row for row in json.load(open(os.environ["LAB_RECORDED"])) if row["service"] in MODELLED
]
UNKNOWN_KEY = "00000000-0000-4000-8000-000000000000"
kms, iam, sts, ec2 = client("kms"), client("iam"), client("sts"), client("ec2")


@pytest.fixture(scope="module", autouse=True)
def world():
    server.reset()
    recorded_logs.prepare()


made = {}


def key(**kwargs):
    """The id of a key with these properties, made when first asked for."""
    name = json.dumps(kwargs, sort_keys=True)
    if name not in made:
        made[name] = kms.create_key(**kwargs)["KeyMetadata"]["KeyId"]
    return made[name]


def symmetric():
    return key()


def hmac(bits=256):
    return key(KeySpec=f"HMAC_{bits}", KeyUsage="GENERATE_VERIFY_MAC")


def signing(spec="ECC_NIST_P256"):
    return key(KeySpec=spec, KeyUsage="SIGN_VERIFY")


def agreement():
    return key(KeySpec="ECC_NIST_P256", KeyUsage="KEY_AGREEMENT")


def external():
    return key(Origin="EXTERNAL")


def with_pending_material(second_import):
    """An imported key with material that waits for its rotation."""
    import secrets

    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    key_id = kms.create_key(Origin="EXTERNAL")["KeyMetadata"]["KeyId"]

    def put(**more):
        parameters = kms.get_parameters_for_import(
            KeyId=key_id, WrappingAlgorithm="RSAES_OAEP_SHA_256", WrappingKeySpec="RSA_2048"
        )
        oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
        wrapped = load_der_public_key(parameters["PublicKey"]).encrypt(secrets.token_bytes(32), oaep)
        kms.import_key_material(
            KeyId=key_id,
            ImportToken=parameters["ImportToken"],
            EncryptedKeyMaterial=wrapped,
            ExpirationModel="KEY_MATERIAL_DOES_NOT_EXPIRE",
            **more,
        )

    put()
    if not second_import:
        return key_id
    put(ImportType="NEW_KEY_MATERIAL")
    put(ImportType="NEW_KEY_MATERIAL")


def too_long(spec, algorithm):
    return lambda: kms.encrypt(
        KeyId=key(KeySpec=spec, KeyUsage="ENCRYPT_DECRYPT"),
        Plaintext=b"x" * 500,
        EncryptionAlgorithm=algorithm,
    )


def wrong_digest(spec, algorithm):
    return lambda: kms.sign(
        KeyId=signing(spec), Message=b"x", MessageType="DIGEST", SigningAlgorithm=algorithm
    )


def disabled():
    key_id = kms.create_key()["KeyMetadata"]["KeyId"]
    kms.disable_key(KeyId=key_id)
    return key_id


def ciphertext(key_id):
    return kms.encrypt(KeyId=key_id, Plaintext=b"x")["CiphertextBlob"]


def mac(**kwargs):
    asked = {"KeyId": hmac(), "Message": b"x", "MacAlgorithm": "HMAC_SHA_256", **kwargs}
    return kms.verify_mac(**asked) if "Mac" in kwargs else kms.generate_mac(**asked)


def verify(**kwargs):
    asked = {"Message": b"x", "Signature": b"y", "SigningAlgorithm": "ECDSA_SHA_256", **kwargs}
    return kms.verify(**asked)


def service_linked_role(message):
    service = re.search(r"for (\S+)$", message)
    if service:
        return lambda: iam.create_service_linked_role(
            AWSServiceName=service[1], CustomSuffix="suffix"
        )
    ask = lambda: iam.create_service_linked_role(AWSServiceName="batch.amazonaws.com")
    return lambda: (ask(), ask())


def user():
    name = f"user-{uuid.uuid4()}"
    iam.create_user(UserName=name)
    return name


def role():
    trust = {"Effect": "Allow", "Principal": {"AWS": server.ACCOUNT}, "Action": "sts:AssumeRole"}
    name = f"role-{uuid.uuid4()}"
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    iam.create_role(RoleName=name, AssumeRolePolicyDocument=document)
    return name


def user_with_policy():
    name = user()
    iam.attach_user_policy(UserName=name, PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
    iam.delete_user(UserName=name)


def assume(**kwargs):
    return lambda: sts.assume_role(RoleSessionName="session", **kwargs)


DUPLICATE_TAGS = [{"TagKey": "a", "TagValue": "1"}, {"TagKey": "a", "TagValue": "2"}]
ROLE = f"arn:aws:iam::{server.ACCOUNT}:role/any"


def asks(row):
    if row["service"] == "s3":
        return recorded_s3.asks(row)
    if row["service"] == "logs":
        return recorded_logs.asks(row)
    if row["service"] == "secretsmanager":
        return recorded_secrets.asks(row)
    message = row["message"]
    spec = (re.search(r"key spec (\w+)", message) or [None, "RSA_2048"])[1]
    algorithm = (re.search(r"[Aa]lgorithm (\w+)", message) or [None, ""])[1]
    return {
        ("kms", "CreateAlias"): [
            lambda: kms.create_alias(AliasName="no-prefix", TargetKeyId=symmetric())
        ],
        ("kms", "CreateKey"): [
            lambda: kms.create_key(KeySpec="HMAC_random"),
            lambda: kms.create_key(KeySpec="HMAC_256", KeyUsage="RANDOM"),
        ],
        ("kms", "Decrypt"): [
            lambda: kms.decrypt(KeyId=key(Description="b"), CiphertextBlob=ciphertext(symmetric())),
            lambda: kms.decrypt(CiphertextBlob=ciphertext(symmetric())[:-1] + b"!"),
        ],
        ("kms", "DeriveSharedSecret"): [
            lambda: kms.derive_shared_secret(
                KeyId=agreement(), KeyAgreementAlgorithm="ECDH", PublicKey=b"no key"
            ),
            lambda: kms.derive_shared_secret(
                KeyId=agreement(),
                KeyAgreementAlgorithm="INVALID",
                PublicKey=kms.get_public_key(KeyId=agreement())["PublicKey"],
            ),
        ],
        ("kms", "DescribeKey"): [
            lambda: kms.describe_key(KeyId="fake-key-id"),
            lambda: kms.describe_key(KeyId=UNKNOWN_KEY),
            lambda: kms.describe_key(KeyId="mrk-" + "0" * 32),
            lambda: kms.describe_key(KeyId=f"arn:aws:kms:us-west-2:{server.ACCOUNT}:key/{UNKNOWN_KEY}"),
            lambda: client("kms", "ap-southeast-1").describe_key(KeyId=symmetric()),
        ],
        ("kms", "Encrypt"): [
            lambda: kms.encrypt(KeyId=signing(), Plaintext=b"x"),
            lambda: kms.encrypt(KeyId=external(), Plaintext=b"x"),
            too_long(spec, algorithm),
        ],
        ("kms", "GenerateDataKeyPairWithoutPlaintext"): [
            lambda: kms.generate_data_key_pair_without_plaintext(
                KeyId=symmetric(), KeyPairSpec="ECC_NIST_P256", DryRun=True
            )
        ],
        ("kms", "GenerateMac"): [
            lambda: mac(KeyId=symmetric()),
            lambda: mac(KeyId="key_id"),
            lambda: mac(MacAlgorithm="INVALID"),
        ],
        ("kms", "GenerateRandom"): [
            lambda: kms.generate_random(NumberOfBytes=0),
            lambda: kms.generate_random(NumberOfBytes=1025),
        ],
        ("kms", "GetParametersForImport"): [
            lambda: kms.get_parameters_for_import(
                KeyId=symmetric(), WrappingAlgorithm="RSAES_OAEP_SHA_256", WrappingKeySpec="RSA_2048"
            )
        ],
        ("kms", "ImportKeyMaterial"): [lambda: with_pending_material(True)],
        # The operation was not written down; the text is that of rotating an imported key.
        ("kms", "None"): [
            lambda: kms.enable_key_rotation(KeyId=external()),
            lambda: kms.enable_key_rotation(KeyId=with_pending_material(False)),
        ],
        ("kms", "RotateKeyOnDemand"): [
            lambda: kms.rotate_key_on_demand(KeyId=disabled()),
            lambda: kms.rotate_key_on_demand(KeyId=with_pending_material(False)),
            lambda: kms.rotate_key_on_demand(KeyId=external()),
            lambda: kms.rotate_key_on_demand(KeyId=UNKNOWN_KEY),
        ],
        ("kms", "Sign"): [
            wrong_digest("ECC_NIST_P256" if algorithm.startswith("ECDSA") else "RSA_2048", algorithm)
        ],
        ("kms", "TagResource"): [
            lambda: kms.tag_resource(KeyId=symmetric(), Tags=DUPLICATE_TAGS),
            lambda: kms.tag_resource(
                KeyId=symmetric(), Tags=[{"TagKey": "aws:key", "TagValue": "value"}]
            ),
        ],
        ("kms", "Verify"): [lambda: verify(KeyId=symmetric()), lambda: verify(KeyId=signing())],
        ("kms", "VerifyMac"): [lambda: mac(Mac=b"x" * 64, MacAlgorithm="HMAC_SHA_512")],
        ("sts", "AssumeRole"): [
            assume(RoleArn=ROLE, Tags=[{"Key": "a", "Value": "1"}, {"Key": "A", "Value": "2"}]),
            assume(RoleArn=message.removesuffix(" is invalid")),
        ],
        ("iam", "AttachRolePolicy"): [
            lambda: iam.attach_role_policy(RoleName=role(), PolicyArn="longpolicynamebutnoarn")
        ],
        ("iam", "AttachUserPolicy"): [
            lambda: iam.attach_user_policy(UserName=user(), PolicyArn="longpolicynamebutnoarn")
        ],
        ("iam", "CreateServiceLinkedRole"): [service_linked_role(message)],
        ("iam", "DeleteUser"): [user_with_policy],
        ("ec2", "CreateVolume"): [lambda: ec2.create_volume(AvailabilityZone="us-east-1a")],
    }.get((row["service"], str(row["operation"])), [])


def name(row):
    return f"{row['service']}-{row['operation']}-{row['code']}-{(row['message'] or '')[:60]}"


@pytest.mark.parametrize("row", RECORDED, ids=name)
def test_fails_as_recorded(row):
    answers = []
    for ask in asks(row):
        try:
            ask()
            answers.append("no error")
        except ClientError as error:
            code = error.response["Error"]["Code"]
            text = error.response["Error"].get("Message") or ""
            status = error.response["ResponseMetadata"]["HTTPStatusCode"]
            # What was recorded from the wire has no status beside it, and some errors have no text.
            is_status = status == (row["http"] or status)
            # Some codes were not written down.
            if row["code"] in (code, None) and is_status and says(row["message"] or "", text):
                return
            answers.append(f"{status} {code}: {text}")
    assert answers, "not modelled: no request is known that leads here"
    assert False, f"AWS: {row['http']} {row['code']}: {row['message']} | here: {answers}"
