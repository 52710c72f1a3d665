"""
Makes data/: runs describe.py for every package of the table below that is installed beside the Python that runs this,
and lays over it what by-hand/ says of metaclasses, hooks and fields that cannot be told by trying.

    python describe-all.py [--older PYTHON] [PACKAGE ...]

With the Python of an environment that holds older versions, what is the same in both holds for what lies between, too;
where they differ, each stands for its own and what lies between is not known.
"""

import json
import pathlib
import subprocess
import sys

here = pathlib.Path(__file__).parent

# The apps that have to be installed for a package's models, besides Django's own.
APPS = {
    "allauth": "allauth allauth.account allauth.socialaccount allauth.mfa allauth.usersessions",
    "auditlog": "auditlog",
    "axes": "axes",
    "cms": "treebeard menus sekizai cms",
    "django_celery_beat": "django_celery_beat",
    "django_celery_results": "django_celery_results",
    "django_extensions": "",
    "easy_thumbnails": "easy_thumbnails",
    "filer": "easy_thumbnails filer",
    "guardian": "guardian",
    "mptt": "mptt",
    "oauth2_provider": "oauth2_provider",
    "rest_framework": "rest_framework rest_framework.authtoken",
    "rest_framework_api_key": "rest_framework rest_framework_api_key",
    "reversion": "reversion",
    "signal_webhooks": "signal_webhooks",
    "simple_history": "simple_history",
    "social_django": "social_django",
    "softdelete": "softdelete",
    "sorl": "sorl.thumbnail",
    "tagulous": "tagulous",
    "taggit": "taggit",
    "treebeard": "treebeard",
    "waffle": "waffle",
    "wagtail": "taggit modelcluster wagtail.admin wagtail.images wagtail.documents wagtail.users wagtail.snippets"
    " wagtail.embeds wagtail.sites wagtail.search wagtail.contrib.redirects wagtail.contrib.forms"
    " wagtail.contrib.settings wagtail",
}
PLAIN = (
    "annoying autoslug ckeditor colorfield dirtyfields django_countries django_fsm django_lifecycle django_ltree"
    " django_measurement django_softdelete djmoney encrypted_fields i18nfield imagekit import_export jsonfield localflavor"
    " markupfield model_utils modelcluster modeltranslation multiselectfield netfields ordered_model packageurl"
    " parler pgvector phonenumber_field picklefield polymorphic private_storage psqlextra"
    " rest_access_policy safedelete solo sortedm2m stdimage timezone_field tinymce treenode"
).split()

# By hand altogether.
HAND = ["statemachine"]


def run(package, python=sys.executable):
    result = subprocess.run(
        [python, str(here / "describe.py"), ",".join([package, *APPS.get(package, "").split()])],
        capture_output=True,
        text=True,
        cwd="/",
    )
    sys.stderr.write("".join(f"{package}: {line}\n" for line in result.stderr.splitlines()[-40:]))
    return json.loads(result.stdout).get(package) if result.returncode == 0 and result.stdout else None


def merged(made, hand):
    classes = dict(made.get("classes", {}))
    for path, own in hand.get("classes", {}).items():
        if own is None:
            classes.pop(path, None)
            continue
        known = classes.get(path, {})
        # What a person wrote was read in the newest version, and holds for all that are described.
        one = dict(known[0] if isinstance(known, list) else known)
        one.pop("versions", None)
        for key, value in own.items():
            one[key] = {**one.get(key, {}), **value} if key == "model" else value
        classes[path] = one
    return {**made, **{key: value for key, value in hand.items() if key != "classes"}, "classes": classes}


def write(package, made):
    head = [f"  {json.dumps(key)}: {json.dumps(value)},\n" for key, value in made.items() if key != "classes"]
    classes = [
        f"    {json.dumps(path)}: {json.dumps(cls, ensure_ascii=False)}" for path, cls in sorted(made["classes"].items())
    ]
    text = "{\n" + "".join(head) + '  "classes": {\n' + ",\n".join(classes) + "\n  }\n}\n"
    (here / "data" / f"{package}.json").write_text(text)


def upper(version):
    return f"<{int(version.split('.')[0]) + 1}"


def described(package, older):
    """The description of a package, with what an older version does otherwise."""
    made = run(package)
    if made is None or not made.get("version"):
        return made
    before = run(package, older) if older else None
    newest = made["version"]
    made["versions"] = f">={newest},{upper(newest)}"
    if not before or not before.get("version") or before["version"] == newest:
        return made
    oldest = before["version"]
    made["versions"] = f">={oldest},{upper(newest)}"
    for path, cls in list(made["classes"].items()):
        old = before["classes"].get(path)
        if old is None:
            cls["versions"] = f">={newest}"
        elif effect(old) != effect(cls):
            made["classes"][path] = [{**cls, "versions": f">={newest}"}, {**old, "versions": f"=={oldest}"}]
    for path, old in before["classes"].items():
        if path not in made["classes"]:
            made["classes"][path] = {**old, "versions": f"=={oldest}"}
    return made


def effect(cls):
    """What a class does; by which other names it goes is not part of it."""
    return {key: value for key, value in cls.items() if key != "aliases"}


def main(arguments):
    older = arguments[1] if arguments[:1] == ["--older"] else None
    packages = arguments[2:] if older else arguments
    for package in packages or sorted({*APPS, *PLAIN, *HAND}):
        hand_file = here / "by-hand" / f"{package}.json"
        hand = json.loads(hand_file.read_text()) if hand_file.exists() else {}
        made = {} if package in HAND else described(package, older)
        if made is None:
            sys.stderr.write(f"{package}: NOT DESCRIBED\n")
            continue
        head = {}
        if made:
            head["distribution"] = made["distribution"].lower().replace("_", "-").replace(".", "-")
        if made.get("versions"):
            head["versions"] = made["versions"]
        write(package, merged({**head, "classes": made.get("classes", {})}, hand))


main(sys.argv[1:])
