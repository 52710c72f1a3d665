"""The state that the models of a project declare, as `ModelState.from_model` has it, as JSON.

Usage: models.py FOLDER COMMAND

FOLDER holds a project with `config/settings.py`. Standard output is {"command" (COMMAND, which records it), "django", "models": {"app.model": see
model_states.py}} with a line for each model. Models of Django's own apps are left out.
"""

import json
import os
import sys
import warnings


def declared(folder):
    warnings.simplefilter("ignore")
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    sys.path.insert(0, folder)
    import django

    django.setup()
    from django.apps import apps
    from django.core import checks
    from django.db.migrations.state import ModelState
    from django.utils import translation
    from model_states import as_json

    errors = [each for each in checks.run_checks() if each.level >= checks.ERROR]
    if errors:
        raise SystemExit("\n".join(map(str, errors)))
    translation.deactivate_all()
    return {
        model._meta.label_lower: as_json(ModelState.from_model(model))
        for model in apps.get_models(include_swapped=True)
        if not model.__module__.startswith("django.")
    }


def main():
    import django

    lines = [f"{json.dumps(label)}: {json.dumps(model)}" for label, model in sorted(declared(sys.argv[1]).items())]
    print(f'{{"command": "{sys.argv[2]}",\n"django": "{django.get_version()}",\n"models": {{')
    print(",\n".join(lines))
    print("}}")


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    main()
