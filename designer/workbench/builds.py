"""Builds: what leaves for production."""

import json
from pathlib import Path

from designer.workbench.files import finished_folder
from dsl.plan.from_program import lower
from dsl.plan.to_text import plan_to_text
from dsl.program.program import Program
from dsl.program.saved_form import save, schema


def plan_text(program: Program) -> str:
    """The plan as readable lines."""
    return plan_to_text(program, lower(program))


def build(program: Program, folder: Path) -> list[Path]:
    """Writes `program.json`, `program.schema.json`, `plan.json` and `plan.txt`.

    Raises:
        Refusal: the folder cannot be written to.
    """
    plan = lower(program)
    texts = {
        "program.json": save(program),
        "program.schema.json": json.dumps(schema(), indent=2) + "\n",
        "plan.json": plan.model_dump_json(indent=2) + "\n",
        "plan.txt": plan_to_text(program, plan),
    }
    with finished_folder(folder) as draft:
        for name, text in texts.items():
            (draft / name).write_text(text, encoding="utf-8")
    return [folder / name for name in texts]
