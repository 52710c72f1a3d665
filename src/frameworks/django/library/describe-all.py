"""
Makes data/: runs describe.py for every package of the table below that is installed beside the Python that runs this,
and lays over it what by-hand/ says of metaclasses, hooks and fields that cannot be told by trying.

    python describe-all.py [--older PYTHON] [PACKAGE ...]

With the Python of an environment that holds older versions, what is the same in both holds for what lies between, too;
where they differ, each stands for its own and what lies between is not known.
"""

import json
import pathlib
import sys

from releases import Releases, describe, effect

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
    "private_storage": "private_storage",
    "reversion": "reversion",
    "signal_webhooks": "signal_webhooks",
    "simple_history": "simple_history",
    "social_django": "social_django",
    "softdelete": "softdelete",
    "sorl": "sorl.thumbnail",
    "tagulous": "tagulous",
    "taggit": "taggit",
    "treebeard": "treebeard",
    "modelsearch": "modelsearch",
    "waffle": "waffle",
    "wagtail": "taggit modelcluster wagtail.admin wagtail.images wagtail.documents wagtail.users wagtail.snippets"
    " wagtail.embeds wagtail.sites wagtail.search wagtail.contrib.redirects wagtail.contrib.forms"
    " wagtail.contrib.settings wagtail",
}
PLAIN = (
    "annoying autoslug ckeditor colorfield dirtyfields django_countries django_fsm django_lifecycle django_ltree"
    " django_measurement django_softdelete djmoney encrypted_fields i18nfield imagekit import_export jsonfield localflavor"
    " markupfield model_utils modelcluster modeltranslation multiselectfield netfields ordered_model packageurl"
    " parler pgvector phonenumber_field picklefield polymorphic psqlextra"
    " rest_access_policy rules safedelete solo sortedm2m stdimage timezone_field tinymce treenode"
).split()

# By hand altogether.
HAND = ["statemachine"]


# Described from release to release, from this one on: those that projects stay on old ones of.
OLDEST = {
    "django_celery_beat": "2.0.0",
    "django_countries": "7.0",
    "django_lifecycle": "0.8.0",
    "django_measurement": "3.0.0",
    "import_export": "2.5.0",
    "markupfield": "2.0.0",
    "modelcluster": "5.0",
    "modelsearch": "1.0",
    "mptt": "0.11.0",
    "ordered_model": "3.3.0",
    "phonenumber_field": "5.0.0",
    "polymorphic": "3.0.0",
    "private_storage": "3.0",
    "rest_framework": "3.12.0",
    "rest_framework_api_key": "2.0.0",
    "rules": "3.0",
    "simple_history": "2.12.0",
    "softdelete": "0.10.0",
    "taggit": "1.3.0",
    "treebeard": "4.3.1",
    "waffle": "2.0.0",
}


def run(package, python=sys.executable):
    return describe(package, APPS.get(package, "").split(), python)


def merged(made, hand):
    classes = dict(made.get("classes", {}))
    for path, own in hand.get("classes", {}).items():
        if own is None:
            classes.pop(path, None)
            continue
        # What a person wrote holds for all versions that are described, unless each is written of.
        known = classes.get(path, {})
        one = dict(known[0] if isinstance(known, list) else known)
        one.pop("versions", None)
        classes[path] = [laid_over(one, each) for each in own] if isinstance(own, list) else laid_over(one, own)
    return {**made, **{key: value for key, value in hand.items() if key != "classes"}, "classes": classes}


def laid_over(made, own):
    return {**made, **{key: {**made.get(key, {}), **value} if key == "model" else value for key, value in own.items()}}


def write(package, made):
    head = [f"  {json.dumps(key)}: {json.dumps(value)},\n" for key, value in made.items() if key != "classes"]
    classes = [
        f"    {json.dumps(path)}: {json.dumps(only(cls), ensure_ascii=False)}"
        for path, cls in sorted(made["classes"].items())
    ]
    text = "{\n" + "".join(head) + '  "classes": {\n' + ",\n".join(classes) + "\n  }\n}\n"
    (here / "data" / f"{package}.json").write_text(text)


def only(variants):
    return variants[0] if isinstance(variants, list) and len(variants) == 1 else variants


def upper(version):
    return f"<{int(version.split('.')[0]) + 1}"


def described(package, older):
    """The description of a package, with what an older version does otherwise."""
    made = run(package)
    if made is None or not made.get("version"):
        return made
    if package in OLDEST:
        pythons = [sys.executable, *([older] if older else [])]
        releases = Releases(package, APPS.get(package, "").split(), made["distribution"], OLDEST[package], pythons)
        made["versions"] = f">={OLDEST[package]},{upper(releases.names[-1])}"
        return {**made, "classes": releases.classes()}
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
