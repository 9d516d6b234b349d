"""The AWS CLI against the server: its output, its error lines and exit codes."""

import base64
import json
import os
import subprocess

import pytest

import server


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
    assert aws("s3", "sync", "here", f"{bucket}/there", cwd=tmp_path).returncode == 0
    assert aws("s3", "sync", "here", f"{bucket}/there", cwd=tmp_path).stdout == ""
    assert aws("s3", "sync", f"{bucket}/there", "back", cwd=tmp_path).returncode == 0
    assert {name: (tmp_path / "back" / name).read_text() for name in names} == {n: n for n in names}
    assert aws("s3", "rm", "--recursive", f"{bucket}/there").returncode == 0
    assert aws("s3", "ls", f"{bucket}/there/").returncode == 1
