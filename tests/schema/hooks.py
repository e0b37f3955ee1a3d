"""What Schemathesis asks is asked of what there is: about half of the requests name a case, a person, a flow of the town.

Schemathesis reads this (`SCHEMATHESIS_HOOKS`); the ids stand in the file that `SAMSPIL_SCHEMA_IDS` names.
"""

import json
import os
import zlib

import schemathesis
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.meta import TestPhase

# Where a list goes on.
PLACE = "after"

OK = 200
BAD_REQUEST = 400

# What was asked as it allows, by the name of the operation.
ASKED = set()

# What was answered with content, likewise.
ANSWERED = set()

# Numbers that fit without a sign and not with one, in the two sizes that the description knows; its formats all have one.
UNSIGNED = (range(2**31, 2**32), range(2**63, 2**64))

with open(os.environ["SAMSPIL_SCHEMA_IDS"], encoding="utf-8") as file:
    IDS = json.load(file)


def drawn(case):
    """A number that is the same for the same request: one that is asked anew, or made smaller, is answered as before."""
    asked = [case.operation.label, case.path_parameters, case.query, case.body]
    return zlib.crc32(json.dumps(asked, default=str).encode())


def is_asked_of_what_there_is(case):
    """The first time an operation is asked as it allows, and then half of the times; never where an answer before has given the ids."""
    if case.meta is None or case.meta.phase.name is TestPhase.STATEFUL:
        return False
    is_first = case.operation.label not in ASKED and not case.meta.generation.mode.is_negative
    if is_first:
        ASKED.add(case.operation.label)
    return is_first or drawn(case) % 2 == 0


@schemathesis.hook
def before_call(context, case, kwargs):
    """Puts ids of the town in place of made-up ones. What is wrong on purpose stays so."""
    if not is_asked_of_what_there_is(case):
        return
    known = dict(IDS["rows"][drawn(case) // 2 % len(IDS["rows"])])
    for beginning, meant in IDS["paths"].items():
        if case.path.startswith(f"/api/v1{beginning}"):
            known.update(meant)
    parts = (
        (ParameterLocation.PATH, case.path_parameters, known),
        (ParameterLocation.QUERY, case.query, IDS["query"]),
    )
    for location, part, values in parts:
        if case.meta.is_negative_at(location):
            continue
        for name in part or {}:
            if name in values:
                part[name] = values[name]


def is_made_up_place(failure, case, response):
    """Where a list goes on is opaque: no description tells a place that was given from one that was made up, which is 400."""
    is_placed = any(isinstance(part, dict) and part.get(PLACE) is not None for part in (case.query, case.body))
    is_refused = "positive_data_acceptance" in failure.checks and response.status_code == BAD_REQUEST
    return is_refused and is_placed


def numbers(value):
    """The whole numbers in something, however deep they lie."""
    if isinstance(value, dict):
        return [number for part in value.values() for number in numbers(part)]
    if isinstance(value, list):
        return [number for part in value for number in numbers(part)]
    try:
        return [int(str(value))]
    except ValueError:
        return []


def is_unsigned(failure, case):
    """A number is read without a sign, so that more of them are taken than the description promises."""
    found = numbers([case.query, case.path_parameters, case.body])
    is_beyond = any(number in numbers_of for number in found for numbers_of in UNSIGNED)
    return "negative_data_rejection" in failure.checks and is_beyond


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
