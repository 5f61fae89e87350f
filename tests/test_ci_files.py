"""The files for CI: valid by their own tools, and their steps do what they say."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.command_line import Ran
from tests.external_tools import actionlint, docker, script
from tests.git_repository import Repository, clean_environment

ROOT = Path(__file__).parent.parent
BAD = "The Americans otrulivaet aside on Friday.\n"
GOOD = "The mayor opened the bridge on Friday.\n"
SETTINGS = 'detectors = ["patterns", "transliteration"]\n'
EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


def succeeds(*command: str | Path, folder: Path = ROOT) -> None:
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.fixture
def written(run: Callable[..., Ran], tmp_path: Path) -> Path:
    """A repository with all that ``mtcheck init`` writes."""
    Repository(tmp_path)
    assert run("init", "--pre-commit", "--github", "--gitlab").code == 0
    return tmp_path


def test_pre_commit_takes_manifest_and_settings(written: Path) -> None:
    succeeds(script("pre-commit"), "validate-manifest", ROOT / ".pre-commit-hooks.yaml")
    succeeds(script("pre-commit"), "validate-config", written / ".pre-commit-config.yaml")


def test_files_fit_the_schemas_of_their_readers(written: Path) -> None:
    check = (script("check-jsonschema"), "--builtin-schema")
    workflows = [
        *(ROOT / ".github/workflows").glob("*.yml"),
        written / ".github/workflows/mtcheck.yml",
    ]
    assert len(workflows) > 1
    succeeds(*check, "vendor.github-actions", ROOT / "action.yml")
    succeeds(*check, "vendor.github-workflows", *workflows)
    succeeds(*check, "vendor.gitlab-ci", written / ".gitlab-ci.yml")


def test_actionlint_finds_nothing(written: Path) -> None:
    lint = actionlint()
    succeeds(*lint, ".github/workflows/mtcheck.yml", folder=written)
    succeeds(*lint)


def test_actionlint_knows_the_inputs_of_the_action(tmp_path: Path) -> None:
    Repository(tmp_path)
    (tmp_path / "action.yml").write_text((ROOT / "action.yml").read_text("utf-8"), "utf-8")
    workflow = tmp_path / ".github" / "workflows" / "a.yml"
    workflow.parent.mkdir(parents=True)
    text = (ROOT / ".github/workflows/example.yml").read_text("utf-8")
    workflow.write_text(text.replace("max-penalty:", "max-penalties:"), "utf-8")
    ran = subprocess.run(actionlint(), cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode != 0
    assert "max-penalties" in ran.stdout


def test_hadolint_finds_nothing() -> None:
    succeeds(script("hadolint"), "Dockerfile")


def test_the_image_runs_as_nobody_special_and_gets_nothing_from_the_network() -> None:
    stages = re.split(r"(?m)^FROM ", (ROOT / "Dockerfile").read_text("utf-8"))
    last = stages[-1]
    assert re.search(r"(?m)^USER 10001$", last)
    assert last.index("USER 10001") < last.index("ENTRYPOINT")
    for stage in (stages[-1], next(s for s in stages if " AS installed" in s)):
        assert all("--network=none" in run for run in re.findall(r"(?m)^RUN .*", stage))
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert ignored[0] == "*"
    copied = {
        name
        for line in re.findall(r"(?m)^COPY (?!--)(.*)", "".join(stages))
        for name in line.split()[:-1]
    }
    assert copied == {line[1:] for line in ignored if line.startswith("!")}
    assert all((ROOT / name).exists() for name in copied)


def test_the_image_checks_an_article(tmp_path: Path) -> None:
    engine = docker()
    succeeds(engine, "build", "--tag", "mtcheck-test", ".")
    (tmp_path / "a.txt").write_text(BAD, "utf-8")
    ran = subprocess.run(
        (
            *(engine, "run", "--rm", "--network=none", "--volume", f"{tmp_path}:/work:ro"),
            *("mtcheck-test", "check", "--require", "grammar", "-f", "json", "a.txt"),
        ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1, ran.stderr
    assert json.loads(ran.stdout)["documents"][0]["findings"]


class Step:
    """A shell step of the action, run as a runner does."""

    def __init__(self, name: str, folder: Path) -> None:
        action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
        (self.step,) = (s for s in action["runs"]["steps"] if s.get("name") == name)
        self.inputs = {key: value["default"] for key, value in action["inputs"].items()}
        self.folder = folder
        self.temp = folder.parent / "runner"
        self.temp.mkdir(exist_ok=True)

    def run(self, values: dict[str, str], **inputs: str) -> subprocess.CompletedProcess[str]:
        assert set(inputs) <= {key.replace("-", "_") for key in self.inputs}
        given = {key: inputs.get(key.replace("-", "_"), v) for key, v in self.inputs.items()}
        known = {f"inputs.{key}": value for key, value in given.items()} | values
        environment = {
            name: EXPRESSION.sub(lambda m: known.get(m[1], ""), str(text))
            for name, text in self.step["env"].items()
        }
        self.output, self.summary = self.temp / "output", self.temp / "summary"
        for file in (self.output, self.summary):
            file.write_text("", "utf-8")
        runner = {
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_OUTPUT": str(self.output),
            "GITHUB_STEP_SUMMARY": str(self.summary),
        }
        return subprocess.run(
            ("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", self.step["run"]),
            cwd=self.folder,
            env=clean_environment() | runner | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def outputs(self) -> dict[str, str]:
        return dict(line.split("=", 1) for line in self.output.read_text("utf-8").splitlines())


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "newsroom")
    made.write("mtcheck.toml", SETTINGS)
    made.write("old.txt", BAD)
    return made


def runner_values(**more: str) -> dict[str, str]:
    home = os.environ.get("MTCHECK_CACHE", str(Path.home() / ".cache" / "mtcheck"))
    return {
        "steps.install.outputs.bin": str(Path(sys.executable).parent),
        "steps.install.outputs.cache": home,
    } | more


def test_no_step_of_the_action_puts_an_input_into_its_script() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    scripts = [step["run"] for step in action["runs"]["steps"] if "run" in step]
    assert len(scripts) == 3
    assert not [text for text in scripts if "${{" in text]


def test_the_check_of_the_action_fails_and_reports(repository: Repository) -> None:
    repository.commit()
    step = Step("Check", repository.folder)
    ran = step.run(runner_values(), languagetool="false")
    assert ran.returncode == 0, ran.stderr
    assert step.outputs == {"status": "1", "passed": "false", "reported": "true"}
    assert "::error file=old.txt,line=1,col=15" in ran.stdout
    assert "### mtcheck ❌ failed: 1 finding major or worse" in step.summary.read_text("utf-8")
    sarif = json.loads((repository.folder / "mtcheck.sarif").read_text("utf-8"))
    assert len(sarif["runs"][0]["results"]) == 1
    assert (
        Step("Verdict", repository.folder).run({"steps.check.outputs.status": "1"}).returncode == 1
    )


def test_a_pull_request_is_checked_against_its_base(repository: Repository) -> None:
    base = repository.commit()
    repository.write("new article.txt", GOOD)
    repository.commit()
    step = Step("Check", repository.folder)
    pull_request = runner_values(**{"github.event.pull_request.base.sha": base})
    assert step.run(pull_request).returncode == 0
    assert step.outputs["passed"] == "true"
    step.run(pull_request, diff="")
    assert step.outputs["passed"] == "false"


def test_every_input_of_the_action_arrives(repository: Repository) -> None:
    repository.write("b c.txt", "otrulivaet\n\nmtcheck-ignore: untranslated\n")
    repository.commit()
    step = Step("Check", repository.folder)

    def status(**inputs: str) -> str:
        ran = step.run(runner_values(), **inputs)
        assert ran.returncode == 0, ran.stderr
        return step.outputs["status"]

    assert status(fail_on="none") == "0"
    assert status(fail_on="none", max_findings="0") == "1"
    assert status(fail_on="none", max_penalty="1") == "1"
    assert status(paths="b c.txt\n\n") == "0"
    assert status(paths="b c.txt\nold.txt") == "1"
    assert status(paths="b c.txt", strict_suppressions="true") == "1"
    assert status(fail_on="none", sarif_file="other.sarif") == "0"
    assert (repository.folder / "other.sarif").exists()
    assert status(baseline="nowhere.json") == "2"
    assert step.outputs["reported"] == "false"
    assert status(config="nowhere.toml") == "2"
    assert status(paths="$(touch stolen)") == "2"
    assert not (repository.folder / "stolen").exists()


@pytest.fixture
def base(written: Path) -> str:
    """The commit before a good article came; an old one has a finding."""
    repository = Repository(written)
    repository.write("mtcheck.toml", SETTINGS)
    repository.write("old.txt", BAD)
    commit = repository.commit()
    repository.write("new.txt", GOOD)
    return commit


def in_ci(folder: Path, text: str, **variables: str) -> int:
    """Exit code of a CI file's script, with mtcheck installed."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = clean_environment() | {"PATH": path} | variables
    return subprocess.run(
        ("bash", "-ec", text), cwd=folder, env=environment, capture_output=True, check=False
    ).returncode


def test_the_script_for_gitlab_checks_a_merge_request(written: Path, base: str) -> None:
    job = yaml.safe_load((written / ".gitlab-ci.yml").read_text("utf-8"))["mtcheck"]
    text = "\n".join(job["script"])
    assert in_ci(written, text, CI_MERGE_REQUEST_DIFF_BASE_SHA=base) == 0
    assert in_ci(written, text) == 1
    quality = json.loads((written / "mtcheck-code-quality.json").read_text("utf-8"))
    assert [issue["location"]["path"] for issue in quality] == ["old.txt"]


def test_the_script_of_the_workflow_checks_a_pull_request(
    written: Path, base: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    workflow = yaml.safe_load((written / ".github/workflows/mtcheck.yml").read_text("utf-8"))
    steps = {step.get("name"): step for step in workflow["jobs"]["mtcheck"]["steps"]}
    temp = tmp_path_factory.mktemp("runner")
    summary = temp / "summary"
    variables = {"RUNNER_TEMP": str(temp), "GITHUB_STEP_SUMMARY": str(summary)}
    assert in_ci(written, steps["Check"]["run"], BASE=base, **variables) == 0
    assert in_ci(written, steps["Check"]["run"], BASE="", **variables) == 1
    assert in_ci(written, steps["Summary"]["run"], **variables) == 0
    assert "mtcheck ❌ failed" in summary.read_text("utf-8")
