"""
What the classes of a package do from release to release: describes the oldest and the newest one, and goes halfway
between two that differ until they are neighbours. Two that say the same are taken to hold for all between them.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

here = pathlib.Path(__file__).parent


class Releases:
    """
    The releases of a distribution from `oldest` on, each described by the first of some Pythons that can import it:
    an old release may need an old Django beside it.
    """

    def __init__(self, package, apps, distribution, oldest, pythons):
        self.package, self.apps, self.distribution, self.pythons = package, apps, distribution, pythons
        self.names = [name for name in released(distribution) if numbers(name) >= numbers(oldest)]
        self.made = {}

    def at(self, index):
        if index not in self.made:
            self.made[index] = self.described(self.names[index])
        return self.made[index]

    def described(self, name):
        with tempfile.TemporaryDirectory() as folder:
            install = ["pip", "install", "--quiet", "--no-deps", "--target", folder, f"{self.distribution}=={name}"]
            if subprocess.run([sys.executable, "-m", *install], capture_output=True).returncode:
                return None
            for python in self.pythons:
                made = describe(self.package, self.apps, python, folder)
                if made and made["classes"]:
                    return made["classes"]
        sys.stderr.write(f"{self.package}: {name} cannot be described\n")
        return None

    def changes(self):
        """The indexes from which on something is otherwise, the first one's among them."""
        if not self.names:
            return []
        found, stack = {0}, [(0, len(self.names) - 1)]
        while stack:
            low, high = stack.pop()
            if high <= low or effects(self.at(low)) == effects(self.at(high)):
                continue
            if high - low == 1:
                found.add(high)
                continue
            middle = (low + high) // 2
            stack += [(low, middle), (middle, high)]
        return sorted(found)

    def classes(self):
        """The classes by their paths, each with what it did and does, newest first."""
        starts = self.changes()
        ends = [*starts[1:], None]
        classes = {}
        for start, end in list(zip(starts, ends))[::-1]:
            for path, cls in (self.at(start) or {}).items():
                variants = classes.setdefault(path, [])
                if variants and effect(variants[-1][0]) == effect(cls) and variants[-1][1] == end:
                    variants[-1][1] = start
                else:
                    variants.append([cls, start, end])
        return {path: [self.variant(*each) for each in variants] for path, variants in classes.items()}

    def variant(self, cls, start, end):
        low = f">={self.names[start]}" if start else ""
        high = f"<{self.names[end]}" if end is not None else ""
        return {**cls, "versions": ",".join(filter(None, [low, high]))} if low or high else cls


def describe(package, apps, python, folder=""):
    """What describe.py says of a package, in an environment with one folder before the others."""
    result = subprocess.run(
        [python, str(here / "describe.py"), ",".join([package, *apps])],
        capture_output=True,
        text=True,
        cwd="/",
        env={**os.environ, "PYTHONPATH": folder},
    )
    sys.stderr.write("".join(f"{package}: {line}\n" for line in result.stderr.splitlines()[-40:]))
    return json.loads(result.stdout).get(package) if result.returncode == 0 and result.stdout else None


def released(distribution):
    """The names of its final releases, oldest first."""
    result = subprocess.run(
        [sys.executable, "-m", "pip", "index", "versions", distribution], capture_output=True, text=True
    )
    names = re.search(r"Available versions: (.*)", result.stdout)
    return names.group(1).split(", ")[::-1] if names else []


def numbers(name):
    return [int(number) for number in re.findall(r"\d+", name)]


def effect(cls):
    """What a class does; by which other names it goes is not part of it."""
    return {key: value for key, value in cls.items() if key != "aliases"}


def effects(classes):
    return classes and {path: effect(cls) for path, cls in classes.items()}
