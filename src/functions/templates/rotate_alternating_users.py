# Rotates between two database users, so that whoever still has the previous version can go on: the
# other user, `name` or `name_clone`, gets a new password, set by a superuser from another secret.
# Strategy "alternating users" of AWS Secrets Manager, for Amazon RDS for PostgreSQL, MySQL and MariaDB.
#
# The secret is JSON: { engine, host, port, username, password, dbname, masterarn }, where
# masterarn is the ARN of the superuser's secret.
# The execution role needs secretsmanager:DescribeSecret, GetSecretValue, PutSecretValue and
# UpdateSecretVersionStage on the secret, secretsmanager:GetSecretValue on the superuser's, and
# secretsmanager:GetRandomPassword.
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


def other_user(name):
    return name.removesuffix("_clone") if name.endswith("_clone") else f"{name}_clone"


# The other user with a new password as version AWSPENDING, unless an earlier try has made it.
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
        SecretString=json.dumps(
            current
            | {"username": other_user(current["username"]), "password": made["RandomPassword"]}
        ),
        VersionStages=["AWSPENDING"],
    )


# The other user is made, or gets the new password; the current one stays as it is.
def set_secret(arn, token, versions):
    pending = read(arn, "AWSPENDING", token)
    if logs_in(pending):
        return
    current = read(arn, "AWSCURRENT")
    # Whoever may write this secret must not get at another database, or another user, by it.
    connect(current).close()
    superuser = read(current["masterarn"], "AWSCURRENT")
    if superuser["host"] != current["host"] or pending["host"] != current["host"]:
        raise ValueError(f"{current['masterarn']} is the secret of another database.")
    if pending["username"] != other_user(current["username"]):
        raise ValueError(f"{pending['username']} is not the other user of {current['username']}.")
    boss = current | superuser | {"engine": current["engine"]}
    with closing(connect(boss)) as connection, connection.cursor() as cursor:
        if has_user(cursor, pending):
            set_password(cursor, connection, pending)
        else:
            create_user(cursor, connection, pending, current["username"])
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


def has_user(cursor, secret):
    if secret["engine"] == "postgres":
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (secret["username"],))
    else:
        cursor.execute("SELECT User FROM mysql.user WHERE User = %s", (secret["username"],))
    return len(cursor.fetchall()) > 0


# The new user may do what the first one may.
def create_user(cursor, connection, secret, like):
    user, password = secret["username"], secret["password"]
    if secret["engine"] == "postgres":
        from psycopg2.extensions import quote_ident

        name, first = quote_ident(user, connection), quote_ident(like, connection)
        cursor.execute(f"CREATE ROLE {name} WITH LOGIN PASSWORD %s", (password,))
        cursor.execute(f"GRANT {first} TO {name}")
        return
    cursor.execute("CREATE USER %s IDENTIFIED BY %s", (user, password))
    cursor.execute("SHOW GRANTS FOR %s", (like,))
    for (grant,) in cursor.fetchall():
        privileges = grant.split(" TO ")[0].replace("%", "%%")
        cursor.execute(f"{privileges} TO %s", (user,))
