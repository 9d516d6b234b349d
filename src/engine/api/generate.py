"""Writes the compact API models: python3 src/engine/api/generate.py

Reads the service models of the installed botocore (Apache-2.0), adds what a
`supplements/<service>.json` knows beyond them, keeps the operations chosen below with the shapes
they reach, drops all documentation, and writes `models/<service>.gen.json` with its declaration.
"""

import json
import re
from pathlib import Path

import botocore
from botocore.exceptions import UnknownServiceError
from botocore.loaders import Loader

HERE = Path(__file__).parent

# Operations to keep, as patterns over whole operation names.
SERVICES = {
    "kms": ".*",
    "s3": ".*",
    "ssm": "(Get|Put|Delete|Describe|Label|Unlabel)Parameter.*"
    "|(Get|Update|Reset)ServiceSetting"
    "|(AddTagsTo|RemoveTagsFrom|ListTagsFor)Resource",
    "secretsmanager": ".*",
    "logs": ".*",
    "iam": ".*",
    "sts": ".*",
    "organizations": "(Create|Describe|Delete)Organization|ListRoots|CreateAccount|ListCreateAccountStatus"
    "|Describe(Account|CreateAccountStatus)|ListAccounts(ForParent)?|MoveAccount|List(Parents|Children)"
    "|(Create|Describe|Update|Delete)OrganizationalUnit|ListOrganizationalUnitsForParent"
    "|(Create|Describe|Update|Delete|Attach|Detach)Policy|ListPolicies(ForTarget)?|ListTargetsForPolicy"
    "|(Enable|Disable)PolicyType",
    "ec2": "(Create|Delete|Describe|Modify|Attach|Detach)Volumes?|(Create|Delete|Describe|Copy)Snapshots?"
    "|(Describe|Modify|Reset)SnapshotAttribute|(Enable|Disable|Get)EbsEncryptionByDefault"
    "|(Get|Modify|Reset)EbsDefaultKmsKeyId|DescribeVolumesModifications"
    "|(Run|Describe|Terminate)Instances|(Create|Delete|Describe)Tags",
    "ebs": ".*",
    "rds": "(Create|Describe|Delete|Modify)DBInstances?|(Create|Copy|Describe|Delete)DBSnapshots?"
    "|(Describe|Modify)DBSnapshotAttributes?|RestoreDBInstanceFromDBSnapshot",
    "cloudtrail": "LookupEvents",
    "service-quotas": "(Get|List)(AWSDefault)?ServiceQuotas?|ListServices|RequestServiceQuotaIncrease"
    "|GetRequestedServiceQuotaChange|ListRequestedServiceQuotaChangeHistory(ByQuota)?",
    "lambda": "(Create|Get|Delete|List)Functions?|GetFunctionConfiguration|Invoke(WithResponseStream)?"
    "|UpdateFunction(Code|Configuration)|(Add|Remove)Permission|GetPolicy|PublishVersion"
    "|ListVersionsByFunction|(Create|Get|Update|Delete)Alias|ListAliases|(Tag|Untag)Resource|ListTags"
    "|(Put|Get|Delete)FunctionConcurrency",
    "cloudformation": "(Create|Update|Delete|List|Describe)Stacks?|DescribeStack(Events|Resources?)|ListExports|ListImports"
    "|(Create|Describe|Execute|Delete|List)ChangeSets?|GetTemplateSummary|UpdateTerminationProtection"
    "|ListStackResources|GetTemplate|ValidateTemplate",
}

METADATA = ["protocol", "jsonVersion", "targetPrefix", "apiVersion", "endpointPrefix", "signingName",
            "globalEndpoint", "serviceId", "xmlNamespace"]  # fmt: skip
OPERATION = ["http", "httpChecksum", "authtype", "deprecated"]
PAGINATOR = ["input_token", "output_token", "limit_key", "more_results", "result_key",
             "non_aggregate_keys"]  # fmt: skip
WAITER = ["operation", "delay", "maxAttempts", "acceptors"]
SHAPE = ["type", "required", "enum", "min", "max", "pattern", "sensitive", "timestampFormat", "flattened",
         "exception", "error", "fault", "payload", "union", "eventstream", "event", "streaming", "wrapper",
         "locationName", "xmlNamespace", "deprecated"]  # fmt: skip
MEMBER = ["shape", "location", "locationName", "queryName", "xmlAttribute", "xmlNamespace", "flattened",
          "streaming", "hostLabel", "idempotencyToken", "timestampFormat", "eventpayload", "eventheader",
          "deprecated"]  # fmt: skip
PLAIN_POST = {"method": "POST", "requestUri": "/"}


def pick(source, names):
    return {name: source[name] for name in names if name in source}


def merge(base, extra):
    """Adds `extra` to `base` in place: values of an enum are appended, members under `$last` go to the
    end, as AWS shows them, and anything else replaces."""
    for key, value in extra.items():
        if key == "$last":
            base.update({name: base.pop(name) for name in value})
        elif isinstance(value, dict) and isinstance(base.get(key), dict):
            merge(base[key], value)
        elif key == "enum" and key in base:
            base[key] = base[key] + value
        else:
            base[key] = value


def compact_member(member):
    """A member without traits is only its shape's name."""
    kept = pick(member, MEMBER)
    return kept["shape"] if len(kept) == 1 else kept


def compact_shape(shape):
    kept = pick(shape, SHAPE)
    if "members" in shape:
        kept["members"] = {name: compact_member(member) for name, member in shape["members"].items()}
    for part in ("member", "key", "value"):
        if part in shape:
            kept[part] = compact_member(shape[part])
    return kept


def compact_operation(operation, paginator):
    kept = pick(operation, OPERATION)
    if kept["http"] == PLAIN_POST:
        del kept["http"]
    for part in ("input", "output"):
        if part in operation:
            reference = pick(operation[part], ["shape", "locationName", "xmlNamespace", "resultWrapper"])
            kept[part] = reference["shape"] if len(reference) == 1 else reference
    if operation.get("errors"):
        kept["errors"] = [error["shape"] for error in operation["errors"]]
    if paginator:
        kept["paginator"] = pick(paginator, PAGINATOR)
    return kept


def reachable(operations, shapes):
    """The names of the shapes that the operations reach, in the model's order."""
    seen = set()
    waiting = [
        reference["shape"]
        for operation in operations.values()
        for reference in [*(operation[part] for part in ("input", "output") if part in operation),
                          *operation.get("errors", [])]  # fmt: skip
    ]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        shape = shapes[name]
        references = [*shape.get("members", {}).values(), *(shape[p] for p in ("member", "key", "value") if p in shape)]
        waiting.extend(reference["shape"] for reference in references)
    return [name for name in shapes if name in seen]


def waiters_of(loader, service, operations):
    """What `aws <service> wait` knows, as far as it asks for the operations that are kept."""
    try:
        waiters = loader.load_service_model(service, "waiters-2")["waiters"]
    except UnknownServiceError:
        return {}
    return {name: pick(waiter, WAITER) for name, waiter in waiters.items() if waiter["operation"] in operations}


def compact_model(service, wanted):
    loader = Loader()
    model = loader.load_service_model(service, "service-2")
    paginators = loader.load_service_model(service, "paginators-1")["pagination"]
    supplement = HERE / "supplements" / f"{service}.json"
    if supplement.exists():
        merge(model, json.loads(supplement.read_text()))
    operations = {
        name: operation
        for name, operation in sorted(model["operations"].items())
        if re.fullmatch(wanted, name)
    }
    waiters = waiters_of(loader, service, operations)
    return {
        "service": service,
        "source": f"botocore {botocore.__version__}, Apache-2.0",
        "metadata": pick(model["metadata"], METADATA),
        "operations": {
            name: compact_operation(operation, paginators.get(name))
            for name, operation in operations.items()
        },
        "shapes": {
            name: compact_shape(model["shapes"][name])
            for name in reachable(operations, model["shapes"])
        },
        **({"waiters": waiters} if waiters else {}),
    }


def dump(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def render(model):
    """JSON with one operation or shape per line, so that a new botocore reads well as a diff."""
    sections = []
    for key, value in model.items():
        if key in ("operations", "shapes", "waiters"):
            rows = ",\n".join(f"{dump(name)}:{dump(row)}" for name, row in value.items())
            sections.append(f"{dump(key)}:{{\n{rows}\n}}")
        else:
            sections.append(f"{dump(key)}:{dump(value)}")
    return "{\n" + ",\n".join(sections) + "\n}\n"


# Types the file for the compiler, which else takes seconds to infer the type of every row.
DECLARATION = """import type { CompactModel } from '../read-model';
declare const model: CompactModel;
export default model;
"""

for service, wanted in SERVICES.items():
    text = render(compact_model(service, wanted))
    (HERE / "models" / f"{service}.gen.json").write_text(text)
    (HERE / "models" / f"{service}.gen.d.json.ts").write_text(DECLARATION)
