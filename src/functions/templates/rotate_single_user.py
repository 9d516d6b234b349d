# Rotates the password of a database user, by the user itself: it logs in with the current password
# and changes it. Strategy "single user" of AWS Secrets Manager, for Amazon RDS for PostgreSQL, MySQL
# and MariaDB.
#
# The secret is JSON: { engine, host, port, username, password, dbname }.
# The execution role needs secretsmanager:DescribeSecret, GetSecretValue, PutSecretValue and
# UpdateSecretVersionStage on the secret, and secretsmanager:GetRandomPassword.
# On AWS psycopg2 or pymysql comes with the package, or with a layer.

import json
from contextlib import closing

import boto3

secrets = boto3.client("secretsmanager")


# Secrets Manager invokes the function once a step, and again from the start where one fails: every
# step must be able to run twice.
def lambda_handler(event, context):
    arn, token, step = event["SecretId"], event["ClientRequestToken"], event["Step"]
    described = secrets.describe_secret(SecretId=arn)
    if not described.get("RotationEnabled", False):
        raise ValueError(f"Rotation is off for {arn}.")
    versions = described["VersionIdsToStages"]
    if "AWSCURRENT" in versions.get(token, []):
        return
    if "AWSPENDING" not in versions.get(token, []):
        raise ValueError(f"Version {token} of {arn} is not AWSPENDING.")
    print(f"{step} of {arn}")
    steps = {
        "createSecret": create_secret,
        "setSecret": set_secret,
        "testSecret": test_secret,
        "finishSecret": finish_secret,
    }
    steps[step](arn, token, versions)


# A new password as version AWSPENDING, unless an earlier try has made it.
def create_secret(arn, token, versions):
    current = read(arn, "AWSCURRENT")
    try:
        read(arn, "AWSPENDING", token)
        return
    except secrets.exceptions.ResourceNotFoundException:
        pass
    made = secrets.get_random_password(PasswordLength=32, ExcludeCharacters="/@\"'\\")
    secrets.put_secret_value(
        SecretId=arn,
        ClientRequestToken=token,
        SecretString=json.dumps(current | {"password": made["RandomPassword"]}),
        VersionStages=["AWSPENDING"],
    )


# The database takes the new password: now the old one is refused.
def set_secret(arn, token, versions):
    pending = read(arn, "AWSPENDING", token)
    if logs_in(pending):
        return
    with closing(connect(read(arn, "AWSCURRENT"))) as connection, connection.cursor() as cursor:
        set_password(cursor, connection, pending)
        connection.commit()


def test_secret(arn, token, versions):
    with closing(connect(read(arn, "AWSPENDING", token))) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT CURRENT_USER")


# From here on everybody gets the new version.
def finish_secret(arn, token, versions):
    before = next(version for version, stages in versions.items() if "AWSCURRENT" in stages)
    secrets.update_secret_version_stage(
        SecretId=arn,
        VersionStage="AWSCURRENT",
        MoveToVersionId=token,
        RemoveFromVersionId=before,
    )


def read(arn, stage, version=None):
    which = {} if version is None else {"VersionId": version}
    value = secrets.get_secret_value(SecretId=arn, VersionStage=stage, **which)
    return json.loads(value["SecretString"])


def logs_in(secret):
    try:
        connect(secret).close()
        return True
    except Exception:
        return False


def connect(secret):
    where = {"host": secret["host"], "user": secret["username"], "password": secret["password"]}
    if secret["engine"] == "postgres":
        import psycopg2

        database = secret.get("dbname", "postgres")
        return psycopg2.connect(**where, port=secret.get("port", 5432), dbname=database)
    import pymysql

    return pymysql.connect(**where, port=secret.get("port", 3306), database=secret.get("dbname"))


def set_password(cursor, connection, secret):
    if secret["engine"] == "postgres":
        from psycopg2.extensions import quote_ident

        user = quote_ident(secret["username"], connection)
        cursor.execute(f"ALTER USER {user} WITH PASSWORD %s", (secret["password"],))
    else:
        cursor.execute("ALTER USER %s IDENTIFIED BY %s", (secret["username"], secret["password"]))
