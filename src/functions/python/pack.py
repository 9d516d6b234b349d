"""Packs boto3 for Python functions: python3 src/functions/python/pack.py

Takes boto3 and what it stands on from the installed Python, with the service models of the services
below, drops all documentation, and writes `boto3.zip` and `boto3.gen.json`, which says what is in
it. The same packages give the same bytes: names are sorted and dates are fixed. `pyodide.gen.json`
has the sizes of the interpreter's files, by which a page tells how far it is with loading them.
"""

import gzip
import hashlib
import json
import zipfile
from importlib.metadata import distribution
from io import BytesIO
from pathlib import Path

HERE = Path(__file__).parent

# Distribution and the module it installs.
PACKAGES = {
    "boto3": "boto3",
    "botocore": "botocore",
    "jmespath": "jmespath",
    "python-dateutil": "dateutil",
    "s3transfer": "s3transfer",
    "six": "six.py",
    "urllib3": "urllib3",
}
SERVICES = ["cloudformation", "cloudtrail", "ebs", "ec2", "iam", "kms", "lambda", "logs",
            "organizations", "rds", "s3", "secretsmanager", "service-quotas", "ssm", "sts"]  # fmt: skip
SHARED_DATA = ["_retry.json", "endpoints.json", "partitions.json", "sdk-default-configuration.json"]
INTERPRETER = ["pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"]
# Never imported here: a browser's own HTTP and TLS, certificates, and time zones as an archive.
LEFT_OUT = ["urllib3/contrib/emscripten/", "urllib3/contrib/pyopenssl.py",
            "botocore/cacert.pem", "dateutil/zoneinfo/dateutil-zoneinfo.tar.gz", "boto3/examples/"]  # fmt: skip


def without_documentation(value):
    """The model without its documentation, which is text; a member of that name is an object."""
    if isinstance(value, list):
        return [without_documentation(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {
        key: without_documentation(item)
        for key, item in value.items()
        if not (key in ("documentation", "documentationUrl") and isinstance(item, str))
    }
    # botocore insists on these having some.
    for parameter in kept.get("clientContextParams", {}).values():
        parameter["documentation"] = ""
    return kept


def model(path):
    """A JSON file of data/ in its smallest form; a gzipped one is found by botocore without, too."""
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return json.dumps(without_documentation(json.loads(text)), separators=(",", ":")).encode()


def code(module, root):
    """The Python files of a module by name, and the resources of boto3, which are data."""
    if root.is_file():
        return {module: root.read_bytes()}
    files = {}
    for path in root.rglob("*"):
        name = f"{module}/{path.relative_to(root).as_posix()}"
        if path.suffix == ".py" and not any(name.startswith(prefix) for prefix in LEFT_OUT):
            files[name] = path.read_bytes()
    return files


def service_models(data):
    """The newest model of each service, with its paginators, waiters and endpoint rules."""
    files = {f"botocore/data/{name}": model(data / name) for name in SHARED_DATA}
    for service in SERVICES:
        newest = max(path for path in (data / service).iterdir())
        for path in newest.iterdir():
            if not path.name.startswith("examples"):
                name = f"{service}/{newest.name}/{path.name.removesuffix('.gz')}"
                files[f"botocore/data/{name}"] = model(path)
    return files


def resources(data):
    """What boto3.resource() reads, for the services that have it."""
    files = {}
    for service in SERVICES:
        for path in sorted((data / service).rglob("*.json")) if (data / service).is_dir() else []:
            files[f"boto3/data/{path.relative_to(data).as_posix()}"] = model(path)
    return files


def licences(package):
    """The licence texts of a distribution, as their licences ask."""
    found = {}
    for path in package.files or []:
        if path.parts[0].endswith(".dist-info") and path.name.upper().startswith(("LICENSE", "NOTICE")):
            found[f"licences/{package.metadata['Name']}-{path.name}"] = path.locate().read_bytes()
    return found


def collect():
    files, versions = {}, {}
    for name, module in PACKAGES.items():
        package = distribution(name)
        root = Path(package.locate_file(module))
        versions[name] = package.version
        files |= code(module, root) | licences(package)
        if name == "botocore":
            files |= service_models(root / "data")
        if name == "boto3":
            files |= resources(root / "data")
    return files, versions


def pack(files):
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name], compresslevel=9)
    return buffer.getvalue()


if __name__ == "__main__":
    files, versions = collect()
    packed = pack(files)
    about = {
        "packages": versions,
        "services": SERVICES,
        "files": len(files),
        "size": len(packed),
        "sha256": hashlib.sha256(packed).hexdigest(),
    }
    (HERE / "boto3.zip").write_bytes(packed)
    (HERE / "boto3.gen.json").write_text(json.dumps(about, indent=2) + "\n")
    pyodide = HERE.parents[2] / "node_modules" / "pyodide"
    sizes = {name: (pyodide / name).stat().st_size for name in INTERPRETER}
    (HERE / "pyodide.gen.json").write_text(json.dumps(sizes, indent=2) + "\n")
    print(f"boto3.zip: {len(files)} files, {len(packed):,} bytes")
