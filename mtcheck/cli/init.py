"""``mtcheck init``: the files that a newsroom's repository needs."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import rich_click as click

import mtcheck
from mtcheck.config import CONFIG_NAME, find_config
from mtcheck.model import MtcheckError

TEMPLATES = {
    CONFIG_NAME: "mtcheck.toml",
    ".pre-commit-config.yaml": "pre-commit-config.yaml",
    ".github/workflows/mtcheck.yml": "github-workflow.yml",
    ".gitlab-ci.yml": "gitlab-ci.yml",
}
PRE_COMMIT, GITHUB, GITLAB = list(TEMPLATES)[1:]


@click.command("init")
@click.option("--pre-commit", is_flag=True, help="Also .pre-commit-config.yaml.")
@click.option("--github", is_flag=True, help="Also a workflow for GitHub Actions.")
@click.option("--gitlab", is_flag=True, help="Also .gitlab-ci.yml.")
@click.option(
    "--install",
    "requirement",
    metavar="REQUIREMENT",
    default=f"mtcheck=={mtcheck.__version__}",
    show_default=True,
    help="What CI gives to pip install.",
)
@click.option("--print", "show", is_flag=True, help="Print the files instead of writing them.")
@click.option("--force", is_flag=True, help="Overwrite files that are there.")
def command(
    pre_commit: bool, github: bool, gitlab: bool, requirement: str, show: bool, force: bool
) -> None:
    """Write a commented mtcheck.toml into this folder, and what is asked for beside it.

    Nothing that is there is overwritten without --force; settings that are there stay.
    """
    wished = ((PRE_COMMIT, pre_commit), (GITHUB, github), (GITLAB, gitlab))
    extra = [name for name, wanted in wished if wanted]
    if show:
        for name in extra or [CONFIG_NAME]:
            click.echo(f"# {name}\n{_text(name, requirement)}", nl=False)
        return
    if extra:
        _refuse_below_the_top(extra[0])
    stay = _settings_stay(extra, force)
    names = extra if stay else [CONFIG_NAME, *extra]
    there = [name for name in names if Path(name).exists()]
    if there and not force:
        raise MtcheckError(
            f"{', '.join(there)}: there already; see what would be written with --print, or "
            "overwrite with --force"
        )
    for name in names:
        _write(name, requirement)
    if stay:
        click.echo("the settings that are there stay as they are")


def _settings_stay(extra: list[str], force: bool) -> bool:
    """True when settings of this folder are there and are not what the user came for."""
    here = Path.cwd()
    found = find_config(here)
    if found is None or found.parent != here or (force and found.name == CONFIG_NAME):
        return False
    if not extra:
        remedy = "overwrite with --force" if found.name == CONFIG_NAME else "edit them there"
        raise MtcheckError(f"{found.name}: has settings of mtcheck already; {remedy}")
    return True


def _refuse_below_the_top(name: str) -> None:
    from mtcheck.git_changes import working_tree

    top = working_tree(Path.cwd())
    if top is not None and top != Path.cwd().resolve():
        raise MtcheckError(f"{name}: belongs into the folder of the repository; run it in {top}")


def _text(name: str, requirement: str) -> str:
    from mtcheck.languagetool import VERSION

    text = (files("mtcheck.cli") / "templates" / TEMPLATES[name]).read_text("utf-8")
    quoted = json.dumps(requirement, ensure_ascii=False)
    return text.replace('"@INSTALL@"', quoted).replace("@LANGUAGETOOL@", VERSION)


def _write(name: str, requirement: str) -> None:
    from mtcheck.whole_files import write_whole

    path = Path(name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MtcheckError(f"{path.parent}: cannot be made: {error.strerror}") from None
    write_whole(path, _text(name, requirement).encode())
    click.echo(f"{name}: written")
