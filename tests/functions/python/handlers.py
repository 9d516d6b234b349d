"""What handler.test.ts invokes: ordinary code of Lambda functions, chosen by the event."""

import asyncio
import decimal
import gc
import io
import json
import logging
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import boto3

logger = logging.getLogger(__name__)


def handler(event, context):
    return globals()[event["do"] + "_"](event, context)


def read_(event, context):
    # A session of its own: the default one keeps the credentials of the first invocation.
    ssm = boto3.Session().client("ssm")
    found = ssm.get_parameters(Names=["/app/password"], WithDecryption=True)
    return {parameter["Name"]: parameter["Value"] for parameter in found["Parameters"]}


def encrypt_(event, context):
    kms = boto3.client("kms")
    blob = kms.encrypt(KeyId=event["key"], Plaintext=b"round trip")["CiphertextBlob"]
    return {"text": kms.decrypt(CiphertextBlob=blob)["Plaintext"]}


def object_(event, context):
    s3 = boto3.client("s3")
    bucket = event["bucket"]
    s3.put_object(Bucket=bucket, Key="whole", Body="a" * 20, ContentType="text/plain")
    s3.upload_fileobj(io.BytesIO(b"b" * 20), bucket, "file")
    s3.download_file(bucket, "file", "/tmp/file")
    whole = s3.get_object(Bucket=bucket, Key="whole")
    with open("/tmp/file") as file:
        return {"whole": whole["Body"].read(), "file": file.read(), "type": whole["ContentType"]}


def about_(event, context):
    before = time.time()
    time.sleep(0.02)
    return {
        "now": before,
        "slept": time.time() - before >= 0.02,
        "left": context.get_remaining_time_in_millis(),
        "stage": os.environ["STAGE"],
        "cwd": os.getcwd(),
        "file": __file__,
        "request": context.aws_request_id,
        "name": context.function_name,
        "memory": context.memory_limit_in_mb,
        "group": context.log_group_name,
    }


def log_(event, context):
    print("one\ntwo")
    logger.warning("careful")
    print("no end", end="")
    print("to stderr", file=sys.stderr)


def raise_(event, context):
    return {}["absent"]


def set_(event, context):
    return {1, 2}


def bytes_(event, context):
    return {"bytes": b"text", "decimal": decimal.Decimal("1.5"), "umlaut": "ä"}


def find_(event, context):
    import bootstrap

    try:
        bootstrap._find_handler(event["handler"])
    except bootstrap.Fault as fault:
        return f"{fault.error_type}: {fault}"


def concurrency_(event, context):
    async def wait():
        await asyncio.sleep(0.01)
        return "awaited"

    with ThreadPoolExecutor(2) as pool:
        return [list(pool.map(lambda n: n * 2, [1, 2])), asyncio.run(wait())]


def psycopg2_(event, context):
    import psycopg2

    connection = psycopg2.connect(host="db", user="app", password=event["password"])
    with connection.cursor() as cursor:
        name = psycopg2.extensions.quote_ident("app", connection)
        cursor.execute(f"ALTER USER {name} WITH PASSWORD %s", ("it's",))
        cursor.execute("SELECT n, name FROM t")
        rows = [cursor.fetchone(), cursor.fetchone()]
    connection.commit()
    connection.close()
    return rows


def pymysql_(event, context):
    import pymysql

    connection = pymysql.connect(host="db", user="app", password="right", connect_timeout=5)
    with connection.cursor(pymysql.cursors.DictCursor) as cursor:
        cursor.execute("SELECT * FROM t WHERE name = %s AND n = %s", ("it's", 1))
        return cursor.fetchall()


def escape_(event, context):
    import _socket
    import socket
    import subprocess
    import urllib.request

    import network

    def found():
        gc.collect()
        loaders = [one for one in gc.get_objects() if type(one).__name__ == "JsLoader"]
        return [name for one in loaders for name in dir(one.jsproxy) if name in ("FS", "_module", "_api")]

    attempts = {
        "urllib": lambda: urllib.request.urlopen("http://192.0.2.1/"),
        "socket": lambda: socket.socket().connect(("192.0.2.1", 80)),
        "raw": lambda: _socket.socket().connect(("192.0.2.1", 80)),
        **{
            name: lambda name=name: __import__(name)
            for name in ("js", "pyodide", "pyodide.http", "pyodide_js")
        },
        "compile": lambda: network._host.request.constructor("return 1")(),
        "found": found,
        "subprocess": lambda: subprocess.run(["ls"]),
    }
    results = {}
    for name, attempt in attempts.items():
        try:
            results[name] = attempt()
        except BaseException as error:
            results[name] = type(error).__name__
    return results


def hog_(event, context):
    held = []
    while True:
        held.append(bytearray(8_000_000))


def exit_(event, context):
    import bootstrap

    return json.loads(bootstrap._outcome(lambda: sys.exit(3)))


def spin_(event, context):
    while True:
        pass
