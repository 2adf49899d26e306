"""What Ansible makes of small inventories: one JSON object of files a line on the standard input, one answer a line."""

import datetime
import json
import os
import sys
import tempfile

os.environ["ANSIBLE_INVENTORY_ENABLED"] = "ini"
os.environ["ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED"] = "true"
os.environ["ANSIBLE_DEPRECATION_WARNINGS"] = "false"

from ansible.cli.inventory import INTERNAL_VARS  # noqa: E402
from ansible.inventory.manager import InventoryManager  # noqa: E402
from ansible.parsing.dataloader import DataLoader  # noqa: E402
from ansible.vars.manager import VariableManager  # noqa: E402


def told(value):
    """Only what tells the kinds apart that the product tells apart."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return {"int": str(value)}
    if isinstance(value, float):
        return {"float": str(value)}
    if isinstance(value, str):
        return str(value)
    if isinstance(value, (list, tuple)):
        return [told(item) for item in value]
    if isinstance(value, dict):
        return {"map": [[str(key), told(item)] for key, item in value.items()]}
    return {"other": True}


def answer(files):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8", newline="") as target:
                target.write(text)
        loader = DataLoader()
        try:
            inventory = InventoryManager(loader=loader, sources=[os.path.join(folder, "hosts")])
        except Exception:  # Whatever it is, nothing of the file counts.
            return {"refused": True}
        variables = VariableManager(loader=loader, inventory=inventory)
        hosts = {}
        for host in inventory.get_hosts():
            try:
                own = variables.get_vars(host=host, include_hostvars=False, stage="all")
            except Exception:
                return {"refused": True}
            hosts[host.name] = {
                "groups": [group.name for group in sorted(host.get_groups(), key=lambda group: (group.depth, group.priority, group.name))],
                "vars": {name: told(value) for name, value in own.items() if name not in INTERNAL_VARS},
            }
        return {"hosts": hosts}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))))
