"""What Schemathesis asks is asked of what there is: about half of the requests name a case, a person, a flow of the town.

Schemathesis reads this (`SCHEMATHESIS_HOOKS`); the ids stand in the file that `SAMSPIL_SCHEMA_IDS` names.
"""

import json
import os
import zlib

import schemathesis
from schemathesis.core.parameters import ParameterLocation

# Where a list goes on.
PLACE = "after"

OK = 200
BAD_REQUEST = 400

with open(os.environ["SAMSPIL_SCHEMA_IDS"], encoding="utf-8") as file:
    IDS = json.load(file)


def drawn(case):
    """A number that is the same for the same request: one that is asked anew, or made smaller, is answered as before."""
    asked = [case.operation.label, case.path_parameters, case.query, case.body]
    return zlib.crc32(json.dumps(asked, default=str).encode())


@schemathesis.hook
def before_call(context, case, kwargs):
    """Puts ids of the town in place of made-up ones. What is wrong on purpose stays so."""
    if not case.path_parameters or case.meta is None or case.meta.is_negative_at(ParameterLocation.PATH):
        return
    rest, is_made_up = divmod(drawn(case), 2)
    if is_made_up or not IDS["rows"]:
        return
    known = dict(IDS["rows"][rest % len(IDS["rows"])])
    for beginning, meant in IDS["paths"].items():
        if case.path.startswith(f"/api/v1{beginning}"):
            known.update(meant)
    for name in case.path_parameters:
        if name in known:
            case.path_parameters[name] = known[name]
# What was answered with content, by the name of the operation.
ANSWERED = set()

# One more than the largest number that the description's formats, which know no unsigned ones, hold.
BEYOND_SIGNED = {str(2**31), str(2**63)}


def is_made_up_place(failure, case, response):
    """Where a list goes on is opaque: no description tells a place that was given from one that was made up, which is 400."""
    is_placed = any(isinstance(part, dict) and part.get(PLACE) is not None for part in (case.query, case.body))
    is_refused = "positive_data_acceptance" in failure.checks and response.status_code == BAD_REQUEST
    return is_refused and is_placed


def is_unsigned(failure, case):
    """A number is read without a sign, so that more of them are taken than the description promises."""
    numbers = {str(value) for value in (case.query or {}).values()}
    return "negative_data_rejection" in failure.checks and bool(numbers & BEYOND_SIGNED)


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """What no description can say, or says more narrowly than it need be."""
    return not is_made_up_place(failure, case, response) and not is_unsigned(failure, case)


@schemathesis.hook
def after_call(context, case, response):
    """Notes what was answered with content: only then its schema was looked at."""
    if response.status_code != OK or case.operation.label in ANSWERED:
        return
    ANSWERED.add(case.operation.label)
    with open(os.environ["SAMSPIL_SCHEMA_ANSWERED"], "a", encoding="utf-8") as file:
        file.write(f"{case.operation.label}\n")
