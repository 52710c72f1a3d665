"""Runs programs that programs.ts made up, and prints what their names stand for in the end.

Reads a JSON document a line: {"main": source, "helper": source, "flags": [bool, bool]}. Prints one a line:
{"names": {...}}, or {"error": message} where the program raises. Nothing else is ever run by this.
"""

import contextlib
import enum
import json
import resource
import signal
import struct
import sys
import types
import warnings


def make_outside(first, second):
    outside = types.ModuleType("outside")

    class Thing:
        pass

    def change(value):
        if isinstance(value, list):
            value.append("changed")
        elif isinstance(value, dict):
            value["changed"] = True
        elif isinstance(value, set):
            value.add("changed")

    @contextlib.contextmanager
    def swallow():
        with contextlib.suppress(Exception):
            yield

    def fail():
        if second:
            raise ValueError

    outside.__dict__.update(
        yes=first,
        no=second,
        same=lambda value: value,
        change=change,
        keep=lambda value: None,
        things={"a": 1, "b": 2} if first else {"a": 0},
        numbers=[1, 2, 3] if second else [],
        deco=lambda function: function,
        swallow=swallow,
        nothing=contextlib.nullcontext,
        fail=fail,
        Thing=Thing,
    )
    return outside


def encode(value, depth=0):
    if depth > 30:
        return ["deep"]
    if isinstance(value, enum.Enum):
        return ["member", value.name, encode(value.value, depth + 1)]
    if value is None or value is True or value is False or value is ...:
        return [str(value)]
    if isinstance(value, int):
        return ["int", str(value)]
    if isinstance(value, float):
        return ["float", struct.pack(">d", value).hex()]
    if isinstance(value, str):
        return ["str", value]
    if type(value) in (list, tuple):
        return [type(value).__name__, [encode(item, depth + 1) for item in value]]
    if type(value) in (set, frozenset):
        return ["set", sorted((encode(item, depth + 1) for item in value), key=json.dumps)]
    if type(value) is dict:
        return ["dict", [[encode(key, depth + 1), encode(item, depth + 1)] for key, item in value.items()]]
    if type(value) is type:
        own = {name: encode(item, depth + 1) for name, item in vars(value).items() if not name.startswith("__")}
        return ["class", own]
    if type(value).__module__ == "main":
        return ["object", {name: encode(item, depth + 1) for name, item in vars(value).items()}]
    return ["other", type(value).__name__]


class TooLong(BaseException):
    pass


running = False


def too_long(*_):
    if running:
        raise TooLong


def run(program):
    global running
    # Again and again: programs catch everything.
    signal.setitimer(signal.ITIMER_REAL, 1, 0.05)
    try:
        running = True
        answer = run_bounded(program)
        running = False
    except BaseException as error:
        running = False
        answer = {"error": type(error).__name__}
    signal.setitimer(signal.ITIMER_REAL, 0)
    return answer


def run_bounded(program):
    outside = make_outside(*program["flags"])
    helper = types.ModuleType("helper")
    main = types.ModuleType("main")
    sys.modules.update(outside=outside, helper=helper)
    try:
        exec(compile(program["helper"], "helper.py", "exec"), helper.__dict__)
        exec(compile(program["main"], "main.py", "exec"), main.__dict__)
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}
    return {
        "names": {name: encode(value) for name, value in main.__dict__.items() if not name.startswith("__")},
        "helper": {name: encode(value) for name, value in helper.__dict__.items() if not name.startswith("__")},
    }


def main():
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGALRM, too_long)
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    for line in sys.stdin:
        print(json.dumps(run(json.loads(line))), flush=True)


main()
