"""The review over HTTP: what it answers, refuses and hands out."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest

from mtcheck.formats import source_text
from mtcheck.review.access import Access
from mtcheck.review.app import make_app
from mtcheck.review.guard import Guard
from tests import hostile
from tests.review_desks import ARTICLE, RUSSIAN, article, desk
from tests.servers import running

JSON = {"accept": "application/json"}


class Site:
    """A review of one article and a browser without scripts."""

    def __init__(self, folder: Path, text: str = ARTICLE, name: str = "article.txt") -> None:
        self.path = article(folder, text, name)
        self.desk = desk(folder)
        self.number = self.desk.open(self.path).id
        self._open = ExitStack()
        url = self._open.enter_context(running(Guard(make_app(self.desk, "Anna"), Access())))
        self.client = self._open.enter_context(httpx.Client(base_url=url, follow_redirects=True))

    def close(self) -> None:
        self._open.close()

    def get(self, path: str, **settings: Any) -> Any:
        return self.client.get(path, **settings)

    def post(self, path: str, fields: dict[str, Any], **headers: str) -> Any:
        return self.client.post(path, data=fields, headers=headers, follow_redirects=False)

    @property
    def url(self) -> str:
        return f"/d/{self.number}"

    def card(self, text: str) -> dict[str, str]:
        """The hidden fields of the card of the first finding on ``text``."""
        page = self.get(self.url).text
        for form in re.findall(r"<form method=\"post\"[^>]*decide.*?</form>", page, re.DOTALL):
            if f"<q>{html.escape(text)}</q></h3>" in form:
                return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
        raise AssertionError(f"no card for {text}")

    def decide(self, text: str, choice: str, **fields: str) -> Any:
        return self.post(
            f"{self.url}/decide", self.card(text) | {"choice": choice} | fields, **JSON
        )

    def export(self, name: str) -> bytes:
        return bytes(self.get(f"{self.url}/export/{name}").content)


Open = Callable[..., Site]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    with ExitStack() as stack:

        def open_site(text: str = ARTICLE, name: str = "article.txt") -> Site:
            made = Site(tmp_path, text, name)
            stack.callback(made.close)
            return made

        yield open_site


@pytest.fixture
def site(opened: Open) -> Site:
    return opened()


def test_one_article_opens_at_once_several_are_listed(site: Site, tmp_path: Path) -> None:
    assert site.get("/").url.path == site.url
    site.desk.open(article(tmp_path, name="second.txt"))
    listed = site.get("/").text
    assert "article.txt" in listed
    assert "second.txt" in listed
    assert "0 of 6 decided" in listed


def test_all_works_without_scripts(site: Site) -> None:
    fields = site.card("otrulivaet") | {"choice": "accept:0", "replacement": "ignored"}
    answer = site.post(f"{site.url}/decide", fields)
    assert answer.status_code == 303
    page = site.get(site.url).text
    assert "1 of 6 decided: 1 accepted" in page
    assert site.post(f"{site.url}/decide", fields | {"request": "other"}).status_code == 409
    assert site.export("corrected").decode() == ARTICLE.replace("otrulivaet", "steer away")


def test_an_answer_brings_the_rows_that_changed(site: Site) -> None:
    state = site.decide("otrulivaet", "reject:quoted").json()
    assert [row["id"] for row in state["rows"]] == ["r1"]
    assert "quoted as it was said" in state["rows"][0]["html"]
    assert state["decided"] == 1
    later = site.get(f"{site.url}/changes?after={state['version']}", headers=JSON).json()
    assert later["rows"] == []


def test_two_readers_hear_of_each_other(site: Site) -> None:
    first = site.card("otrulivaet")
    site.post("/reader", {"reader": " Boris\u202e\n"})
    for _ in range(2):  # the second time it is the same wish
        done = site.post(f"{site.url}/decide", first | {"choice": "reject"}, **JSON)
        assert done.status_code == 200
    late = first | {"choice": "accept:0", "request": "new", "after": "0"}
    late = site.post(f"{site.url}/decide", late, **JSON)
    assert late.status_code == 409
    assert "Boris" in late.json()["refused"]
    assert "Rejected by Boris" in late.json()["rows"][0]["html"]
    site.get(f"{site.url}/changes?after=0&tab=a")
    assert site.get(f"{site.url}/changes?after=0&tab=b").json()["others"] == "Boris"
    site.post(f"{site.url}/leave", {"tab": "a"})
    assert site.get(f"{site.url}/changes?after=0&tab=b").json()["others"] == ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (ARTICLE, "a.txt"),
        (ARTICLE.replace("\n", "\r\n"), "a.txt"),
        ("\ufeff" + ARTICLE + "\x85 trailing  \n\n\n", "a.txt"),
        ("---\ntitle: Talks\n---\n\n" + ARTICLE.replace("talks", "**talks**"), "a.md"),
    ],
)
def test_the_corrected_file_changes_only_where_it_was_edited(
    opened: Open, text: str, name: str
) -> None:
    site = opened(text, name)
    assert site.export("corrected") == text.encode()
    site.decide("otrulivaet", "edit", replacement="keep — out")
    site.decide("to ", "accept:0")
    wanted = text.replace("otrulivaet", "keep — out").replace("be to create", "be create")
    assert site.export("corrected") == wanted.encode()


def mark(site: Site, words: str, **fields: str) -> Any:
    start = ARTICLE.index(words)
    places = {"first": 0, "first_count": start, "last": 0, "last_count": start + len(words)}
    page = {"snapshot": site.desk.article(site.number).snapshot, "request": f"mark {words}"}
    given = {"category": "accuracy/omission", "severity": "minor", **fields}
    return site.post(f"{site.url}/mark", places | page | given, **JSON)


def test_a_missed_error_is_marked_and_corrected(site: Site) -> None:
    state = mark(site, "on Monday", replacement="on Tuesday", note="wrong day").json()
    assert state["item"]
    assert b"on Tuesday" in site.export("corrected")
    item = next(i for i in site.desk.store.items(site.number) if i.marked)
    assert (item.finding.text, item.finding.line, item.finding.column) == ("on Monday", 3, 74)
    rows = site.export("mqm-tsv").decode().splitlines()
    assert any("Accuracy/Omission\tMinor" in row and "<v>on Monday</v>" in row for row in rows)
    assert mark(site, " Monday", category="").status_code == 400
    assert mark(site, "September", category="", replacement="October").status_code == 200
    assert "October" in site.export("changes").decode()
    assert "Other" not in site.export("mqm-tsv").decode()


def test_places_count_a_line_end_as_one_character(opened: Open) -> None:
    site = opened("Одна 😀\r\nтетрадь here\r\n")
    fields = {"first": 0, "first_count": 7, "last": 0, "last_count": 14, "request": "x"}
    fields |= {"snapshot": 1, "category": "other", "severity": "major"}
    site.post(f"{site.url}/mark", fields, **JSON)
    assert [i.finding.text for i in site.desk.store.items(site.number)] == ["тетрадь"]


def test_exports_say_who_decided_what(site: Site) -> None:
    site.decide("otrulivaet", "accept:1")
    site.decide("foreign Minister", "reject", reason="our <i>style</i>")
    site.decide("So it was", "accept")
    site.post("/reader", {"reader": "Boris"})
    site.decide("So it was", "confirm")
    changes = site.export("changes").decode()
    assert "- line 3: `otrulivaet` → `turn away` (`untranslated/word`; Anna)" in changes
    assert "## To be mended by hand (1)" in changes
    assert "our &lt;i&gt;style" in changes
    assert "## Not decided (3)" in changes
    rows = [row.split("\t") for row in site.export("mqm-tsv").decode().splitlines()]
    assert all(len(row) == 10 for row in rows)
    raters = [(row[4], row[8]) for row in rows[1:] if row[8] != "no-error"]
    assert raters == [("Anna", "Critical"), ("Anna", "Minor"), ("Boris", "Minor")]
    data = json.loads(site.export("json"))
    decided = {i["finding"]["text"]: i["readers"] for i in data["items"] if i["decision"]}
    assert decided["So it was"] == ["Anna", "Boris"]


def test_saving_writes_the_file_unless_it_changed(site: Site) -> None:
    state = site.decide("otrulivaet", "accept:0").json()
    fields = {"snapshot": state["snapshot"], "version": state["version"]}
    stale = site.post(f"{site.url}/save", fields | {"version": 0})
    assert stale.status_code == 409
    assert site.path.read_text("utf-8") == ARTICLE
    assert site.post(f"{site.url}/save", fields).status_code == 303
    assert site.path.read_text("utf-8") == ARTICLE.replace("otrulivaet", "steer away")
    page = site.get(f"{site.url}?saved=1").text
    assert "no longer fit" not in page
    assert site.post(f"{site.url}/save", fields).status_code == 409


def test_saving_looks_at_the_disk_itself(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    state = site.decide("otrulivaet", "accept:0").json()
    known = site.desk.article(site.number)
    monkeypatch.setattr(site.desk, "article", lambda _: known)  # as while it is checked again
    site.path.write_text("Somebody else's work.\n", "utf-8")
    fields = {"snapshot": state["snapshot"], "version": state["version"]}
    assert site.post(f"{site.url}/save", fields).status_code == 409
    assert site.path.read_text("utf-8") == "Somebody else's work.\n"


def test_a_second_reader_sees_what_is_to_confirm(site: Site) -> None:
    site.decide("otrulivaet", "accept:0")
    site.post("/reader", {"reader": "Boris"})
    page = site.get(f"{site.url}?view=second").text
    assert '<option value="to-confirm" selected>' in page
    assert len(re.findall('class="card [^"]*to-confirm"', page)) == 1
    assert 'data-key="c"' in page


def test_a_replacement_the_encoding_lacks_is_refused_at_once(opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("The Americans otrulivaet aside, ой.\n".encode("cp1251"))
    site = opened()
    site.number = site.desk.open(path, "cp1251").id
    answer = site.decide("otrulivaet", "edit", replacement="漢字")
    assert answer.status_code == 422
    assert "UTF-8" in answer.json()["refused"]
    assert site.decide("otrulivaet", "edit", replacement="уходят").status_code == 200
    assert site.export("corrected") == "The Americans уходят aside, ой.\n".encode("cp1251")


HTML = (
    "<!doctype html>\n<html><body><h1>Talks &amp; more</h1><p>The <b>Americans</b> otrulivaet&nbsp;"
    "aside, the <i>foreign</i> Minister said.</p>\n<!-- kept --></body></html>\n"
)
XLIFF = (
    '<?xml version="1.0"?>\n<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'
    '<file original="a" source-language="ru" target-language="en" datatype="plaintext"><body>\n'
    '<trans-unit id="1"><source>Американцы отруливают.</source>\n'
    "<target>Americans otrulivaet &amp; leave.</target></trans-unit></body></file></xliff>\n"
)


@pytest.mark.parametrize(
    ("name", "text", "shown", "written"),
    [
        ("a.html", HTML, "The Americans otrulivaet aside", "steer &lt;away&gt;&nbsp;aside"),
        ("a.xlf", XLIFF, "Americans otrulivaet & leave.", "steer &lt;away&gt; &amp; leave."),
    ],
)
def test_markup_is_not_shown_and_not_touched(
    opened: Open, name: str, text: str, shown: str, written: str
) -> None:
    site = opened(text, name)
    page = re.sub(r"<(?!/p).*?>", "", site.get(site.url).text, flags=re.DOTALL)
    assert shown in html.unescape(page).replace("otrulivaet•", "otrulivaet")
    assert ("Американцы отруливают." in page) is (name == "a.xlf")
    site.decide("otrulivaet", "edit", replacement="steer <away>")
    kept = text.replace(re.sub("steer &lt;away&gt;", "otrulivaet", written), written)
    assert kept != text
    assert site.export("corrected") == kept.encode()
    offset = text.index("Americans")
    fields = {"first": offset, "first_count": 0, "last": offset, "last_count": 9}
    fields |= {"snapshot": 1, "request": "m", "category": "other", "severity": "minor"}
    site.post(f"{site.url}/mark", fields | {"replacement": "U.S. & allies"}, **JSON)
    kept = kept.replace("Americans", "U.S. &amp; allies")
    assert site.export("corrected") == kept.encode()


PAIR = ("Американцы отруливают.", "Americans otrulivaet aside, he said.")
BILINGUAL = {
    "a.csv": 'ru,en\n{},"{}"\n',
    "a.tsv": "en\tru\n{1}\t{0}\n",
    "a.jsonl": '{{"ru": "{}", "en": "{}"}}\n',
    "a.po": 'msgid "{}"\nmsgstr ""\n"{}"\n',
    "a.tmx": "<tmx><tu><tuv lang='ru'><seg>{}</seg></tuv>"
    "<tuv lang='en'><seg>{}</seg></tuv></tu></tmx>",
}


@pytest.mark.parametrize("name", BILINGUAL)
def test_bilingual_files_show_both_sides_and_change_where_they_were_edited(
    opened: Open, name: str
) -> None:
    text = BILINGUAL[name].format(*PAIR)
    site = opened(text, name)
    page = re.sub(r"<(?!/p).*?>", "", site.get(site.url).text, flags=re.DOTALL)
    assert PAIR[0] in page
    site.decide("otrulivaet", "edit", replacement="steer, all,")
    assert site.export("corrected") == text.replace("otrulivaet", "steer, all,").encode()


def test_the_source_stands_beside_the_article(site: Site, tmp_path: Path) -> None:
    path = article(tmp_path, name="paired.txt")
    sources = list(RUSSIAN)
    source = source_text("\n\n".join(sources))
    site.number = site.desk.open(path, source=source).id
    shown = r'<p class="source"[^>]*>([^<]+)'
    assert re.findall(shown, site.get(site.url).text) == sources
    rows = site.export("mqm-tsv").decode().splitlines()[1:]
    assert {row.split("\t")[5] for row in rows} == set(sources)
    path.write_text("An editor put this first.\n\n" + ARTICLE, "utf-8")
    page = site.get(site.url).text
    assert re.findall(shown, page) == sources
    assert "An editor put this first." in page


def test_two_servers_share_a_store(site: Site, tmp_path: Path) -> None:
    other = desk(tmp_path)
    other.open(site.path)
    state = site.decide("otrulivaet", "reject").json()
    assert other.store.version(site.number) == state["version"]
    site.path.write_text("Lead.\n\n" + ARTICLE, "utf-8")
    assert other.article(site.number).snapshot != state["snapshot"]
    news = site.get(f"{site.url}/changes?after={state['version']}").json()
    assert news["snapshot"] == other.article(site.number).snapshot
    assert "1 of 6 decided" in site.get(site.url).text


@pytest.mark.parametrize(
    "fields",
    [
        {"choice": "accept:7"},
        {"choice": "accept:x"},
        {"choice": "drop"},
        {"choice": "mark"},
        {"choice": "undo"},
        {"choice": "confirm"},
        {"item": "999"},
        {"item": "-1"},
        {"seen": "x"},
        {"snapshot": ""},
        {"request": ""},
        {"request": "x" * 65},
        {"choice": "edit", "replacement": "x" * 20_001},
        {"choice": "reject", "reason": "x" * 301},
    ],
)
def test_forms_of_no_page_of_ours_are_refused(site: Site, fields: dict[str, str]) -> None:
    asked = site.card("otrulivaet") | {"choice": "reject"} | fields
    assert site.post(f"{site.url}/decide", asked, **JSON).status_code == 400
    assert not any(i.history for i in site.desk.store.items(site.number))


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/%2e%2e/pyproject.toml",
        "/static//etc/passwd", "/static/review.js/../../app.py", "/../../etc/passwd",
        "/d/1/export/..%2f..%2fetc%2fpasswd", "/d/..%2f1", "/d/2", "/d/1/export/raw",
        "/static/review.js%00.css", "/d/99999999999999999999",
    ],
)  # fmt: skip
def test_paths_lead_nowhere_else(site: Site, path: str) -> None:
    answer = site.client.get(path)
    assert answer.status_code == 404
    assert "root:" not in answer.text


def test_foreign_hosts_and_origins_are_refused(site: Site) -> None:
    fields = site.card("otrulivaet") | {"choice": "reject"}
    assert site.post(f"{site.url}/decide", fields, origin="https://evil.example").status_code == 403
    assert site.post(f"{site.url}/decide", fields, host="evil.example").status_code == 421
    assert not any(i.history for i in site.desk.store.items(site.number))


def test_articles_cannot_write_markup_into_the_page(opened: Open, tmp_path: Path) -> None:
    site = opened()
    text = "\n\n".join(hostile.FRAGMENTS)
    usable = text.encode("utf-8", "replace").decode().replace("\x00", "")
    pattern = re.escape(hostile.FRAGMENTS[0])
    site.desk._inspector.rules = (  # type: ignore[attr-defined]
        (pattern, {"rule": "a/<b>", "message": text[:500], "suggestions": (usable[:200],)}),
    )
    site.number = site.desk.open(article(tmp_path, usable, "hostile.txt")).id
    page = site.get(site.url)
    assert page.text.count("<script") == 1
    assert not re.search(r"<(img|svg|iframe|style)\b", page.text)
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert "unsafe" not in page.headers["content-security-policy"]


def test_findings_on_nothing_and_outside_paragraphs_have_a_card(
    opened: Open, tmp_path: Path
) -> None:
    site = opened()
    site.desk._inspector.rules = (  # type: ignore[attr-defined]
        ("^", {"suggestions": ("The ",)}),
        (r"\n\n", {}),
        ("$", {}),
    )
    site.number = site.desk.open(article(tmp_path, "Americans left.\n\n\nAll.", "b.txt")).id
    assert site.get(site.url).text.count('class="card ') == 3
