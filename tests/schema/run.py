"""Schemathesis against the program, as each kind of reader: what the API's own description promises is what it answers.

python run.py PROGRAM SCHEMATHESIS: ends with a line that counts. Each reader asks the same, drawn by the same seed every time,
and every operation must have been asked.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.request
import uuid

# How long each reader's run may take, in seconds, before it is given up: a calm machine needs fifteen.
MAX_SECONDS = 240

# How many requests are drawn for each operation, beside those that go to the edges of what is described: with so few the
# five readers take about a minute.
EXAMPLES = 3

# Any number does; with the same one a run that fails fails again.
SEED = "1"

# How long the program may take to stop, in seconds.
MAX_WAIT = 20

KEYS = (
    "find 1 ZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmY=\n"
    "key 1 a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=\n"
)

# What the description promises of every answer.
CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
    "allow_header_conformance",
]

# News end when the reader goes; signing oneself out would end the run.
LEFT_OUT = ["/api/v1/changes", "/api/v1/me/sessions", "/api/v1/openapi.json"]

# Who asks: login, what they may do, and what they act as.
READERS = [
    ("ansat", ["staff"], "caseworker,team_leader"),
    ("ejer", ["process-owner"], None),
    ("administrator", ["administrator"], None),
    ("borger", [], None),
]

SCOPES = ["read", "tasks", "publish", "administer", "account"]


def prepared(program, env):
    """A municipality with one person of each kind; their tokens."""

    def add(*words):
        arguments = [program, "--format", "json", "account", "add", *words]
        return json.loads(subprocess.run(arguments, env=env, check=True, capture_output=True, text=True).stdout)

    add("municipality", "12345678", "Prøvekommune")
    add("unit", "Voksenmyndighed")
    tokens = {}
    for login, roles, acts_as in READERS:
        person = ["person", login, "--name", f"Navn {login}"]
        person += [word for role in roles for word in ("--role", role)]
        if acts_as:
            person += ["--acts-as", f"Voksenmyndighed={acts_as}"]
        add(*person)
        scopes = [word for scope in SCOPES for word in ("--scope", scope)]
        tokens[login] = add("token", login, "prøve", *scopes)["secret"]
    return tokens


def ask(url, token, path, body=None, kind="application/json"):
    """Reads something, or posts something; it must go well."""
    headers = {"authorization": f"Bearer {token}", "content-type": kind, "idempotency-key": str(uuid.uuid4())}
    request = urllib.request.Request(url + path, data=body.encode() if body else None, headers=headers)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def filled(url, tokens):
    """A flow and a case by it, so that there is something to read."""
    flow = os.path.join(os.path.dirname(__file__), "../../api/tests/api/help.yaml")
    with open(flow, encoding="utf-8") as file:
        ask(url, tokens["ejer"], "/api/v1/flows", file.read(), "application/yaml")
    [unit] = ask(url, tokens["ansat"], "/api/v1/units")
    citizen = ask(url, tokens["borger"], "/api/v1/me")["person"]
    parties = {party: [{"unit": unit["unit"]}] for party in ("caseworker", "team_leader", "provider")}
    begin = {"flow": "help", "title": "Sag", "parties": {**parties, "citizen": [{"person": citizen}]}}
    ask(url, tokens["ansat"], "/api/v1/cases", json.dumps(begin))


def examined(schemathesis, url, login, token):
    """One reader's run: whether everything was asked and as promised, how much was asked, and what was said."""
    words = [schemathesis, "run", f"{url}/api/v1/openapi.json", "--checks", ",".join(CHECKS)]
    words += ["--max-examples", str(EXAMPLES), "--seed", SEED]
    words += ["--phases", "examples,coverage,fuzzing", "--suppress-health-check", "all", "--no-color"]
    words += ["--continue-on-failure", "--warnings", "off"]
    words += [word for path in LEFT_OUT for word in ("--exclude-path", path)]
    if token:
        words += ["--header", f"Authorization: Bearer {token}"]
    # It keeps what it found beside where it runs.
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=MAX_SECONDS)
    said = done.stdout + done.stderr

    def number(what):
        return int((re.findall(what, said) or ["0"])[-1])

    everything = 0 < number(r"Selected: (\d+)/") == number(r"Tested: (\d+)")
    return done.returncode == 0 and everything, number(r"(\d+) generated"), said


def copied(program, env, folder):
    """A copy that was seen to be whole: where there is none, the program answers that it is not well."""
    subprocess.run([program, "backup", "--to", folder], env=env, check=True, capture_output=True, text=True)


def main(program, schemathesis):
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as copies:
        env = {**os.environ, "SAMSPIL_DATABASE_URL": f"sqlite:{folder}", "SAMSPIL_KEYS": KEYS, "SAMSPIL_LOG": "warn"}
        for bound in ("ADDRESS", "PERSON", "TENANT"):
            env[f"SAMSPIL_{bound}_REQUESTS"] = "1000000"
        tokens = prepared(program, env)
        copied(program, env, copies)
        words = [program, "--format", "json", "serve", "--listen", "127.0.0.1:0"]
        # Where the logs of all programs are looked through afterwards.
        logs = os.environ.get("SAMSPIL_TEST_LOGS")
        log = open(os.path.join(logs, "schema.log"), "w", encoding="utf-8") if logs else None
        server = subprocess.Popen(words, env=env, stdout=subprocess.PIPE, stderr=log, text=True)
        try:
            url = json.loads(server.stdout.readline())["url"]
            filled(url, tokens)
            passed = failed = 0
            for login, token in [*tokens.items(), ("ingen", None)]:
                good, cases, said = examined(schemathesis, url, login, token)
                if good:
                    passed += 1
                else:
                    failed += 1
                    print(said)
                print(f"{login}: {cases} requests", flush=True)
        finally:
            server.terminate()
            try:
                stopped = server.wait(MAX_WAIT)
            except subprocess.TimeoutExpired:
                server.kill()
                raise
    print(f"schema: {passed} passed, {failed} failed")
    return 0 if failed == 0 and stopped == 0 else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
