/**
 * How Ansible tells what it does: a stdout callback of our own, because ansible-core alone has none that a program can
 * read (docs.ansible.com, "Callback plugins"). One JSON line an event. Neither arguments nor results of tasks are told,
 * which may hold secrets, but for the message of a failure, and not even that of a task with `no_log`.
 */

/** Name of the plugin, and the member that marks its lines. */
export const callbackName = 'dhis2_hosting';

export const callbackPlugin = `# Written by DHIS2 Hosting.
from __future__ import annotations
DOCUMENTATION = """
name: ${callbackName}
type: stdout
short_description: one JSON line an event
description: Tells a program what happens, without what may be secret.
"""
import json
import os
from ansible import context
from ansible.plugins.callback import CallbackBase

# A line of a run is cut after 4000 bytes.
LONGEST = 600


def short(value):
    return str(value).replace("\\n", " ").strip()[:LONGEST]


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "${callbackName}"

    def __init__(self):
        super().__init__()
        self.unknown = {}

    def tell(self, event, **members):
        self._display.display(json.dumps({"${callbackName}": 1, "event": event, **members}))

    def v2_playbook_on_play_start(self, play):
        self.tell("play", name=short(play.get_name()))

    def v2_playbook_on_task_start(self, task, is_conditional):
        self.tell("task", name=short(task.get_name()))

    def v2_playbook_on_handler_task_start(self, task):
        self.tell("task", name=short(task.get_name()))

    def v2_playbook_on_no_hosts_matched(self):
        self.tell("problem", text="no hosts matched")

    def result(self, result, state):
        members = {"host": result._host.get_name(), "task": short(result._task.get_name())}
        told = result._result
        if state in ("failed", "unreachable") and not result._task.no_log and not told.get("_ansible_no_log"):
            members["text"] = short(told.get("msg") or told.get("stderr") or "")
        self.tell(state, **members)

    def v2_runner_on_ok(self, result):
        self.result(result, "changed" if result._result.get("changed") else "ok")

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self.result(result, "ignored" if ignore_errors else "failed")

    def v2_runner_on_unreachable(self, result):
        self.result(result, "unreachable")

    def v2_runner_on_skipped(self, result):
        # What cannot be tried without doing it: in check mode nobody knows whether it would change something.
        told = str(result._result.get("msg", ""))
        if "check mode" in told:
            host = result._host.get_name()
            self.unknown[host] = self.unknown.get(host, 0) + 1
            self.result(result, "unknown")

    def v2_playbook_on_stats(self, stats):
        hosts = {}
        for host in sorted(stats.processed):
            summary = stats.summarize(host)
            hosts[host] = {
                "ok": summary["ok"],
                "changed": summary["changed"],
                "failed": summary["failures"],
                "unreachable": summary["unreachable"],
                "unknown": self.unknown.get(host, 0),
            }
            self.tell("recap", host=host, **hosts[host])
        recap = os.environ.get("DHIS2_HOSTING_RECAP")
        if recap:
            with open(recap, "w", encoding="utf-8") as file:
                file.write("".join("%s %d %d\\n" % (host, one["failed"] + one["unreachable"], one["changed"]) for host, one in hosts.items()))
`;
