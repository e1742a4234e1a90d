"""What schemathesis has to know of Parley: who asks, and which things are there."""

import itertools
import json
import os
import random
import re
import unicodedata

import schemathesis
from schemathesis.core.failures import AcceptedNegativeData
from schemathesis.core.parameters import ParameterLocation

SCENE = json.load(open(os.environ["CONFORMANCE_SCENE"]))
chance = random.Random(SCENE["seed"])

# Operations that end the session they are asked with, or everything of the one who asks: each time by a session of its own.
OWN_SESSION = {"endTokens", "endOtherSessions", "endSession", "switchWorkspace", "createWorkspace", "acceptInvite", "removeMember", "requestErasure"}
fresh = itertools.cycle(SCENE["spareTokens"])

@schemathesis.serializer("application/pdf", "audio/wav", "audio/x-wav", "audio/wave", "application/octet-stream")
def as_it_is(context, value):
    return {"data": value if isinstance(value, bytes) else str(value).encode()}


# Of the ids that are asked for; the rest is made up.
REAL_SHARE = 0.7


@schemathesis.hook
def before_call(context, case, **kwargs):
    """A real id in most of the cases whose path is meant to be right; a token for whoever asks."""
    operation = case.operation.definition.raw
    case.body = nowhere(case.body)
    name = operation["operationId"]
    case.headers["Authorization"] = f"Bearer {next(fresh) if name in OWN_SESSION else SCENE['token']}"
    if case.meta is not None and case.meta.is_negative_at(ParameterLocation.PATH):
        return
    for parameter in case.path_parameters or {}:
        kind = parameter if parameter != "id" else case.path.split("/")[3]
        ids = SCENE["ids"].get(kind, [])
        # What is deleted is the last of its kind that was made, and the first of each stays, for others to ask for.
        deleted = case.method == "DELETE" and case.path.endswith(f"{{{parameter}}}")
        if len(ids) > (1 if deleted else 0) and chance.random() < REAL_SHARE:
            case.path_parameters[parameter] = ids.pop() if deleted else chance.choice(ids)


def nowhere(value):
    """Addresses that were made up lead to a host that there never is: nothing outside this machine is asked."""
    if isinstance(value, dict):
        return {key: nowhere(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [nowhere(inner) for inner in value]
    return re.sub(r"^(https?://)[^/?#{}]+", r"\1nowhere.invalid", value) if isinstance(value, str) else value


# Failures that say nothing of Parley, each with its reason. An operation is never left out, nor a check switched off.
@schemathesis.hook
def filter_failure(context, failure, case, response):
    if failure.title == "SSE event violates schema":
        return False  # the document gives the shape of the whole stream, a text; schemathesis holds it against each event
    if isinstance(failure, AcceptedNegativeData) and only_too_long(failure.message) and response.status_code < 300:
        return not shrinks(case.body)
    return True


def only_too_long(message):
    return set(re.findall(r"violates (.*?) at", message)) == {"`maxLength`"}


def shrinks(value):
    """Names lose controls and runs of white space before they are counted: what is too long before need not be so after."""
    if isinstance(value, dict):
        return any(shrinks(inner) for inner in value.values())
    if isinstance(value, list):
        return any(shrinks(inner) for inner in value)
    return isinstance(value, str) and unicodedata.normalize("NFC", re.sub(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|\s(?=\s)|^\s|\s$", "", value)) != value
