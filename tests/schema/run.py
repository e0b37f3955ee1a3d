"""Schemathesis against the program, as each kind of reader: what the API's own description promises is what it answers.

python run.py PROGRAM SCHEMATHESIS [SEED]: ends with a line that counts. Each reader asks the same of a town of their own, and every
operation must have been asked. Without a seed the same is drawn every time.
"""

import concurrent.futures
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

import town

# How long each reader's run may take, in seconds, before it is given up: a calm machine needs fifteen.
MAX_SECONDS = 240

# How many requests are drawn for each operation, beside those that go to the edges of what is described: with so few the
# readers take about two minutes.
EXAMPLES = 2

# How many readers ask at the same time: as many as the smallest machine that this runs on has cores.
AT_ONCE = 2

# Any number does; with the same one a run that fails fails again.
SEED = "1"

# How long the program may take to stop, in seconds.
MAX_WAIT = 20

KEYS = (
    "find 1 ZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmY=\n"
    "key 1 a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=\n"
)

HERE = os.path.dirname(os.path.abspath(__file__))

# What the description promises of every answer. `object_level_authorization` is left out: it takes what one has made for what
# nobody else may read, and a case is read by everybody who has a part in it; tests/sight and api/tests/sight hold who reads what.
CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
    "allow_header_conformance",
    "negative_data_rejection",
    "positive_data_acceptance",
    "missing_required_header",
    "ignored_auth",
    "use_after_free",
    "ensure_resource_availability",
]

# Who asks also what the description does not allow. It is refused in the same way whoever asks, once they have the right to ask
# at all: those two have it nearly everywhere, and `nobody` has it nowhere. It is most of what there is to ask.
ASK_WRONGLY = ["ansat", "administrator", "nobody"]

# The description names the cookie as it is behind https; here it has another name, and whoever takes away the one that is
# described takes nothing away.
LEFT_OUT_OF = {"link": ["ignored_auth"]}

# News end when the reader goes; signing oneself out would end the run.
LEFT_OUT = ["/api/v1/changes", "/api/v1/me/sessions", "/api/v1/openapi.json"]

# What nobody is answered with content: nothing has been closed for long enough to be discarded.
UNREAD = ["GET /api/v1/retention/disposals/{disposal}"]

# Who asks, as the town knows them; `nobody` shows nothing. Those who ask most come first, so that none is waited for at the end.
READERS = [
    "ansat",
    "administrator",
    "nobody",
    "ejer",
    "borger",
    "leverandør",
    "pårørende",
    "program",
    "link",
]


def examined(schemathesis, url, login, answered, seed, header, ids):
    """One reader's run: whether everything was asked and as promised, how much was asked, and what was said."""
    checks = [check for check in CHECKS if check not in LEFT_OUT_OF.get(login, [])]
    words = [schemathesis, "--config-file", os.path.join(HERE, "schemathesis.toml")]
    words += ["run", f"{url}/api/v1/openapi.json", "--checks", ",".join(checks)]
    words += ["--max-examples", str(EXAMPLES), "--seed", seed]
    words += ["--phases", "examples,coverage,fuzzing,stateful", "--suppress-health-check", "all", "--no-color"]
    words += ["--continue-on-failure", "--warnings", "off"]
    words += [word for path in LEFT_OUT for word in ("--exclude-path", path)]
    words += ["--mode", "all" if login in ASK_WRONGLY else "positive"]
    if header:
        words += ["--header", ": ".join(header)]
    # It keeps what it found beside where it runs.
    with tempfile.TemporaryDirectory() as folder:
        kept = os.path.join(folder, "ids.json")
        with open(kept, "w", encoding="utf-8") as file:
            json.dump(ids, file)
        env = {**os.environ, "SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": HERE, "SAMSPIL_SCHEMA_IDS": kept}
        env["SAMSPIL_SCHEMA_ANSWERED"] = answered
        done = subprocess.run(words, cwd=folder, env=env, capture_output=True, text=True, timeout=MAX_SECONDS)
    said = done.stdout + done.stderr

    def number(what):
        return int((re.findall(what, said) or ["0"])[-1])

    everything = 0 < number(r"Selected: (\d+)/") == number(r"Tested: (\d+)")
    return done.returncode == 0 and everything, number(r"(\d+) generated"), said


def copied(program, env, folder):
    """A copy that was seen to be whole: where there is none, the program answers that it is not well."""
    subprocess.run([program, "backup", "--to", folder], env=env, check=True, capture_output=True, text=True)


def while_served(program, env, do):
    """Does something with the address of a program that runs; what came of it. The program must stop as it should."""
    words = [program, "--format", "json", "serve", "--listen", "127.0.0.1:0"]
    # Where the logs of all programs are looked through afterwards.
    logs = os.environ.get("SAMSPIL_TEST_LOGS")
    log = open(os.path.join(logs, "schema.log"), "a", encoding="utf-8") if logs else None
    server = subprocess.Popen(words, env=env, stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        done = do(json.loads(server.stdout.readline())["url"])
    finally:
        server.terminate()
        try:
            stopped = server.wait(MAX_WAIT)
        except subprocess.TimeoutExpired:
            server.kill()
            raise
    if stopped != 0:
        raise RuntimeError(f"the program ended with {stopped}")
    return done


def main(program, schemathesis, seed=SEED):
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as copies:
        first = os.path.join(folder, "first")
        env = {**os.environ, "SAMSPIL_DATABASE_URL": f"sqlite:{first}", "SAMSPIL_KEYS": KEYS, "SAMSPIL_LOG": "info"}
        for bound in ("ADDRESS", "PERSON", "TENANT"):
            env[f"SAMSPIL_{bound}_REQUESTS"] = "1000000"
        tokens = town.prepared(program, env)
        headers, ids = while_served(program, env, lambda url: town.filled(url, tokens))
        copied(program, env, copies)

        answered = os.path.join(folder, "answered")
        words = [program, "openapi"]
        described = json.loads(subprocess.run(words, env=env, check=True, capture_output=True, text=True).stdout)

        def asked(login):
            # What one reader changes or takes away is there for the next.
            own = os.path.join(folder, login)
            shutil.copytree(first, own)
            served = {**env, "SAMSPIL_DATABASE_URL": f"sqlite:{own}"}
            asking = (seed, headers.get(login), ids.get(login, ids["ansat"]))
            return while_served(program, served, lambda url: examined(schemathesis, url, login, answered, *asking))

        print(f"seed {seed}", flush=True)
        passed = failed = 0
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as at_once:
            for login, (good, cases, said) in zip(READERS, at_once.map(asked, READERS)):
                if good:
                    passed += 1
                else:
                    failed += 1
                    print(said)
                print(f"{login}: {cases} requests", flush=True)
        with open(answered, encoding="utf-8") as file:
            told = {line.strip() for line in file}
        reads = [f"GET {path}" for path, item in described["paths"].items() if "get" in item and path not in LEFT_OUT]
        unread = [read for read in reads if read not in told and read not in UNREAD]
        if not unread:
            passed += 1
        else:
            failed += 1
            print("nobody was answered with content:", *unread, sep="\n  ")
    print(f"schema: {passed} passed, {failed} failed")
    return 0 if failed == 0 else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
