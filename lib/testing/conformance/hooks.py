"""What schemathesis has to know of Parley: who asks, and which things are there."""

import itertools
import json
import os
import random

import requests
import schemathesis
from schemathesis.core.parameters import ParameterLocation

SCENE = json.load(open(os.environ["CONFORMANCE_SCENE"]))
chance = random.Random(SCENE["seed"])

# Operations that end the session they are asked with, or everything of the one who asks: each time by a session of its own.
OWN_SESSION = {"endTokens", "endOtherSessions", "endSession", "switchWorkspace", "createWorkspace", "acceptInvite", "removeMember", "requestErasure"}
fresh = itertools.cycle(SCENE["spareTokens"])

@schemathesis.serializer("application/pdf", "audio/wav", "audio/x-wav", "audio/wave", "application/octet-stream")
def as_it_is(context, value):
    return {"data": value if isinstance(value, bytes) else str(value).encode()}


# Deleting takes one thing of several, so that the rest of the run has things to ask for.
REAL_SHARE = 0.7


@schemathesis.hook
def before_call(context, case, **kwargs):
    """A real id in most of the cases whose path is meant to be right; a token for whoever asks."""
    operation = case.operation.definition.raw
    name = operation["operationId"]
    case.headers["Authorization"] = f"Bearer {next(fresh) if name in OWN_SESSION else SCENE['token']}"
    if case.meta is not None and case.meta.is_negative_at(ParameterLocation.PATH):
        return
    deletes = case.method == "DELETE"
    for parameter in case.path_parameters or {}:
        kind = parameter if parameter != "id" else case.path.split("/")[3]
        ids = SCENE["ids"].get(kind)
        if ids and chance.random() < REAL_SHARE and not (deletes and kind == "agents" and parameter == "id" and len(ids) < 2):
            case.path_parameters[parameter] = ids.pop() if deletes and len(ids) > 1 and parameter == last(case.path) else chance.choice(ids)


def last(path):
    return path.rsplit("{", 1)[-1].rstrip("}")
