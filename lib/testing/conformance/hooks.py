"""What schemathesis has to know of Parley: who asks, and which things are there."""

import itertools
import json
import os
import random
import re

import schemathesis
from schemathesis.core.parameters import ParameterLocation

SCENE = json.load(open(os.environ["CONFORMANCE_SCENE"]))
chance = random.Random(SCENE["seed"])

# Operations that end the session they are asked with, or everything of the one who asks: each time by a session of its own.
OWN_SESSION = {"endTokens", "endOtherSessions", "endSession", "switchWorkspace", "createWorkspace", "acceptInvite", "removeMember", "requestErasure"}
# These end other sessions of the same person: theirs is one whose sessions nobody else needs.
OTHERS_TOO = {"endOtherSessions", "requestErasure"}
lost, fresh = itertools.cycle(SCENE["lostTokens"]), itertools.cycle(SCENE["spareTokens"])


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
    case.headers["Authorization"] = f"Bearer {next(lost if name in OTHERS_TOO else fresh) if name in OWN_SESSION else SCENE['token']}"
    if chance.random() < REAL_SHARE:
        case.headers.pop("If-Match", None)  # a state that is made up is never the one there is
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


@schemathesis.hook
def before_load_schema(context, raw_schema):
    """Event streams are checked event by event, by the shape that the document gives of one."""
    for path in raw_schema["paths"].values():
        for operation in path.values():
            for response in operation["responses"].values():
                for media in response.get("content", {}).values():
                    if "x-itemSchema" in media:
                        media["itemSchema"] = media.pop("x-itemSchema")
                        del media["schema"]  # of the stream as one text
