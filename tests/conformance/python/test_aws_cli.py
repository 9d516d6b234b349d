"""The AWS CLI against the server: its output, its error lines and exit codes."""

import base64
import json
import os
import subprocess
import time

import pytest

import server
from materials import GREETER, TEMPLATE, TRUST_LAMBDA, archive, block


@pytest.fixture(autouse=True, scope="module")
def world():
    server.reset()


def aws(*words, cwd=None):
    command = ["aws", "--endpoint-url", server.ENDPOINT, "--region", "us-east-1", *words]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False)


def answer(*words, **kwargs):
    done = aws(*words, **kwargs)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout) if done.stdout.strip() else None


@pytest.fixture(scope="module")
def key():
    return answer("kms", "create-key", "--description", "from the CLI")["KeyMetadata"]["KeyId"]


def test_encrypts_and_decrypts_files(key, tmp_path):
    (tmp_path / "note.txt").write_bytes(b"hello\n\x00\xff")
    sent = answer("kms", "encrypt", "--key-id", key, "--plaintext", "fileb://note.txt", cwd=tmp_path)
    (tmp_path / "note.bin").write_bytes(base64.b64decode(sent["CiphertextBlob"]))
    got = answer("kms", "decrypt", "--ciphertext-blob", "fileb://note.bin", cwd=tmp_path)
    assert base64.b64decode(got["Plaintext"]) == b"hello\n\x00\xff"


def test_an_error_has_awss_line_and_exit_code(key):
    aws("kms", "disable-key", "--key-id", key)
    done = aws("kms", "generate-data-key", "--key-id", key, "--key-spec", "AES_256")
    assert done.returncode in (254, 255)
    assert "An error occurred (DisabledException) when calling the GenerateDataKey operation" in done.stderr
    assert "is disabled." in done.stderr
    aws("kms", "enable-key", "--key-id", key)


def test_a_signature_verifies_with_openssl(tmp_path):
    made = answer("kms", "create-key", "--key-spec", "ECC_NIST_P256", "--key-usage", "SIGN_VERIFY")
    key_id = made["KeyMetadata"]["KeyId"]
    (tmp_path / "m").write_bytes(b"message")
    signed = answer(
        "kms", "sign", "--key-id", key_id, "--message", "fileb://m", "--message-type", "RAW",
        "--signing-algorithm", "ECDSA_SHA_256", cwd=tmp_path,
    )
    public = answer("kms", "get-public-key", "--key-id", key_id)["PublicKey"]
    (tmp_path / "s").write_bytes(base64.b64decode(signed["Signature"]))
    (tmp_path / "p").write_bytes(base64.b64decode(public))
    verified = subprocess.run(
        ["openssl", "dgst", "-sha256", "-keyform", "DER", "-verify", "p", "-signature", "s", "m"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )
    assert "Verified OK" in verified.stdout, verified.stderr


def test_pages_and_queries_work(key):
    for number in range(5):
        aws("kms", "create-alias", "--alias-name", f"alias/cli-{number}", "--target-key-id", key)
    shown = answer("kms", "list-aliases", "--page-size", "2", "--query", "Aliases[].AliasName")
    assert {f"alias/cli-{number}" for number in range(5)} <= set(shown)


def test_iam_and_sts_answer_in_xml_the_cli_reads():
    created = answer("iam", "create-user", "--user-name", "alice", "--tags", "Key=team,Value=blue")
    assert created["User"]["Arn"] == f"arn:aws:iam::{server.ACCOUNT}:user/alice"
    access = answer("iam", "create-access-key", "--user-name", "alice")["AccessKey"]
    environment = {
        **os.environ,
        "AWS_ACCESS_KEY_ID": access["AccessKeyId"],
        "AWS_SECRET_ACCESS_KEY": access["SecretAccessKey"],
    }
    who = ["aws", "--endpoint-url", server.ENDPOINT, "sts", "get-caller-identity"]
    done = subprocess.run(who, env=environment, capture_output=True, text=True, check=False)
    assert json.loads(done.stdout)["Arn"].endswith((":user/alice", ":user/admin"))


def test_a_grant_is_made_and_retired(key):
    identity = answer("sts", "get-caller-identity")["Arn"]
    grant = answer(
        "kms", "create-grant", "--key-id", key, "--grantee-principal", identity,
        "--operations", "Decrypt", "--constraints", "EncryptionContextSubset={Department=IT}",
    )
    listed = answer("kms", "list-grants", "--key-id", key)["Grants"]
    assert [one["GrantId"] for one in listed] == [grant["GrantId"]]
    answer("kms", "retire-grant", "--key-id", key, "--grant-id", grant["GrantId"])
    assert answer("kms", "list-grants", "--key-id", key)["Grants"] == []


@pytest.fixture(scope="module")
def bucket():
    answer("s3api", "create-bucket", "--bucket", "from-the-cli")
    return "s3://from-the-cli"


def test_large_files_go_to_s3_and_come_back(bucket, tmp_path):
    large = os.urandom(20 * 1024 * 1024)
    (tmp_path / "large").write_bytes(large)
    assert aws("s3", "cp", "large", f"{bucket}/large", cwd=tmp_path).returncode == 0
    etag = answer("s3api", "head-object", "--bucket", "from-the-cli", "--key", "large")["ETag"]
    assert etag.endswith('-3"')
    assert aws("s3", "cp", f"{bucket}/large", "copy", cwd=tmp_path).returncode == 0
    assert (tmp_path / "copy").read_bytes() == large


def test_folders_are_synchronized(bucket, tmp_path):
    names = ["a.txt", "b/c d.txt", "b/\u00fc+&.txt"]
    for name in names:
        path = tmp_path / "here" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
        # S3 knows seconds only: a file changed in the second of its upload would be newer.
        os.utime(path, times=(time.time() - 60,) * 2)
    assert aws("s3", "sync", "here", f"{bucket}/there", cwd=tmp_path).returncode == 0
    assert aws("s3", "sync", "here", f"{bucket}/there", cwd=tmp_path).stdout == ""
    assert aws("s3", "sync", f"{bucket}/there", "back", cwd=tmp_path).returncode == 0
    assert {name: (tmp_path / "back" / name).read_text() for name in names} == {n: n for n in names}
    assert aws("s3", "rm", "--recursive", f"{bucket}/there").returncode == 0
    assert aws("s3", "ls", f"{bucket}/there/").returncode == 1


def test_a_secret_is_kept_rotated_by_hand_and_restored(key):
    answer("secretsmanager", "create-secret", "--name", "cli", "--kms-key-id", key, "--secret-string", "one")
    answer("secretsmanager", "update-secret", "--secret-id", "cli", "--secret-string", "two")
    read = ["secretsmanager", "get-secret-value", "--secret-id", "cli", "--query", "SecretString"]
    assert answer(*read) == "two"
    assert answer(*read, "--version-stage", "AWSPREVIOUS") == "one"
    answer("secretsmanager", "delete-secret", "--secret-id", "cli")
    done = aws(*read)
    assert "(InvalidRequestException) when calling the GetSecretValue operation" in done.stderr
    answer("secretsmanager", "restore-secret", "--secret-id", "cli")
    assert answer(*read) == "two"


def test_log_events_are_put_and_filtered():
    place = ["--log-group-name", "cli", "--log-stream-name", "stream"]
    answer("logs", "create-log-group", "--log-group-name", "cli")
    answer("logs", "create-log-stream", *place)
    now = round(time.time() * 1000)
    events = [{"timestamp": now, "message": "fine"}, {"timestamp": now + 1, "message": '{"level": "bad"}'}]
    answer("logs", "put-log-events", *place, "--log-events", json.dumps(events))
    shown = answer("logs", "get-log-events", *place, "--start-from-head")["events"]
    assert [event["message"] for event in shown] == ["fine", '{"level": "bad"}']
    found = answer(
        "logs", "filter-log-events", "--log-group-name", "cli", "--filter-pattern", '{ $.level = "bad" }'
    )
    assert [event["timestamp"] for event in found["events"]] == [now + 1]


def test_a_function_from_a_zip_file_runs(tmp_path):
    (tmp_path / "code.zip").write_bytes(archive(GREETER))
    (tmp_path / "event.json").write_text('{"name": "world"}')
    role = answer("iam", "create-role", "--role-name", "cli", "--assume-role-policy-document", TRUST_LAMBDA)
    answer(
        "lambda", "create-function", "--function-name", "greeter", "--runtime", "python3.13",
        "--handler", "index.handler", "--role", role["Role"]["Arn"], "--zip-file", "fileb://code.zip",
        "--environment", "Variables={WORD=hello}", "--timeout", "60", cwd=tmp_path,
    )
    answer("lambda", "wait", "function-active-v2", "--function-name", "greeter")
    done = answer(
        "lambda", "invoke", "--function-name", "greeter", "--payload", "fileb://event.json", "out",
        cwd=tmp_path,
    )
    assert done == {"StatusCode": 200, "ExecutedVersion": "$LATEST"}
    assert json.loads((tmp_path / "out").read_text()) == {"greeting": "hello, world"}


def test_a_stack_is_made_and_waited_for(tmp_path):
    (tmp_path / "stack.yaml").write_text(TEMPLATE)
    name = ["--stack-name", "from-the-cli"]
    answer("cloudformation", "create-stack", *name, "--template-body", "file://stack.yaml",
           "--parameters", "ParameterKey=Days,ParameterValue=9", cwd=tmp_path)
    server.advance("PT2M")
    answer("cloudformation", "wait", "stack-create-complete", *name)
    arn = answer("cloudformation", "describe-stacks", *name, "--query", "Stacks[0].Outputs[0].OutputValue")
    assert answer("kms", "describe-key", "--key-id", "alias/from-the-cli")["KeyMetadata"]["Arn"] == arn


def test_blocks_of_a_snapshot_are_written_and_read(tmp_path):
    snapshot = answer("ebs", "start-snapshot", "--volume-size", "1")["SnapshotId"]
    of_it = ["--snapshot-id", snapshot]
    data, checksum = block("from the CLI")
    (tmp_path / "block").write_bytes(data)
    answer(
        "ebs", "put-snapshot-block", *of_it, "--block-index", "5", "--block-data", "block", "--data-length",
        str(len(data)), "--checksum", checksum, "--checksum-algorithm", "SHA256", cwd=tmp_path,
    )
    answer("ebs", "complete-snapshot", *of_it, "--changed-blocks-count", "1")
    server.advance("PT5M")
    [only] = answer("ebs", "list-snapshot-blocks", *of_it)["Blocks"]
    assert only["BlockIndex"] == 5
    read = answer("ebs", "get-snapshot-block", *of_it, "--block-index", "5", "--block-token",
                  only["BlockToken"], "back", cwd=tmp_path)
    assert read["Checksum"] == checksum and (tmp_path / "back").read_bytes() == data
