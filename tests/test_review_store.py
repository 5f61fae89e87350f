"""The store of decisions: what holds, what is refused, what survives a changed file."""

from __future__ import annotations

import sqlite3
import stat
import threading
from pathlib import Path

import pytest

from mtcheck.config import Config
from mtcheck.document import Document
from mtcheck.model import DocumentReport, MtcheckError, Span
from mtcheck.plugins import DETECTORS, plugins
from mtcheck.review import desk as module
from mtcheck.review.carrying import Alignment, edits_of
from mtcheck.review.database import MIGRATIONS, Database
from mtcheck.review.desk import Article, Desk
from mtcheck.review.desk import Inspector as RealInspector
from mtcheck.review.records import Choice, Item, Kind, State
from mtcheck.review.store import Store
from mtcheck.review.tables import Conflict
from tests.review_desks import ARTICLE, RULES, Inspector, article, desk

_requests = iter(range(10**6))


class Table:
    """A desk with one article, and short words for what readers do there."""

    def __init__(self, folder: Path, text: str = ARTICLE, name: str = "article.txt") -> None:
        self.inspector = Inspector()
        self.desk: Desk = desk(folder, self.inspector)
        self.path = article(folder, text, name)
        self.number = self.desk.open(self.path).id

    @property
    def article(self) -> Article:
        return self.desk.article(self.number)

    def item(self, text: str, nth: int = 0) -> Item:
        return [i for i in self.items() if i.finding.text == text][nth]

    def items(self) -> list[Item]:
        return self.desk.store.items(self.number)

    def decide(
        self,
        item: Item,
        kind: Kind,
        replacement: str | None = None,
        reader: str = "Anna",
        request: str = "",
        reason: str = "",
    ) -> None:
        choice = Choice(
            item.id, kind, reader, item.seen, self.article.snapshot,
            request or f"r{next(_requests)}", replacement, reason,
        )  # fmt: skip
        self.desk.store.decide(self.number, choice)

    def undo(self, reader: str = "Anna") -> int | None:
        wish = f"r{next(_requests)}"
        return self.desk.store.undo(self.number, reader, self.article.snapshot, wish)

    def rewrite(self, text: str) -> None:
        self.path.write_bytes(text.encode())


@pytest.fixture
def table(tmp_path: Path) -> Table:
    return Table(tmp_path)


def test_a_decision_holds_after_the_store_is_opened_again(table: Table) -> None:
    table.decide(table.item("otrulivaet"), Kind.ACCEPT, "steer away")
    table.desk.store.close()
    again = Store(table.desk.store.database.path)
    item = next(i for i in again.items(table.number) if i.finding.text == "otrulivaet")
    assert item.decision
    assert item.decision.replacement == "steer away"
    assert item.readers == ("Anna",)


def test_the_same_file_is_not_checked_again(table: Table, tmp_path: Path) -> None:
    second = desk(tmp_path, table.inspector)
    assert second.open(table.path).snapshot == table.article.snapshot
    assert table.inspector.checked == 1
    table.inspector.signature = "other rules"
    second.open(table.path)
    assert table.inspector.checked == 2


def test_a_detector_that_is_new_is_a_reason_to_check_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before = RealInspector(Config()).signature
    assert RealInspector(Config()).signature == before
    known = plugins(DETECTORS)
    one = next(iter(known.values()))
    monkeypatch.setattr(module, "plugins", lambda _: {**known, "house": one})
    assert RealInspector(Config()).signature != before


def test_who_decides_on_what_another_has_changed_is_refused(table: Table) -> None:
    item = table.item("otrulivaet")
    table.decide(item, Kind.REJECT, reader="Boris")
    with pytest.raises(Conflict, match="Boris"):
        table.decide(item, Kind.ACCEPT, "steer away")
    assert table.item("otrulivaet").decision.kind is Kind.REJECT  # type: ignore[union-attr]


def test_a_wish_sent_twice_is_granted_once(table: Table) -> None:
    item = table.item("otrulivaet")
    for _ in range(2):
        table.decide(item, Kind.ACCEPT, "steer away", request="same")
    assert len(table.item("otrulivaet").history) == 1


def test_of_many_at_once_one_decides(table: Table) -> None:
    item = table.item("otrulivaet")
    refused: list[str] = []

    def decide(number: int) -> None:
        try:
            table.decide(item, Kind.REJECT, reader=f"r{number}")
        except Conflict as conflict:
            refused.append(str(conflict))

    threads = [threading.Thread(target=decide, args=(n,)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 19
    assert len(table.item("otrulivaet").history) == 1


def test_replacements_may_not_overlap(table: Table) -> None:
    table.decide(table.item("to "), Kind.ACCEPT, "")
    with pytest.raises(Conflict, match="already replaced"):
        table.decide(table.item("will be to create"), Kind.EDIT, "will be created")
    table.decide(table.item("will be to create"), Kind.ACCEPT)
    table.undo()
    table.undo()
    table.decide(table.item("will be to create"), Kind.EDIT, "will be created")
    assert edits_of(table.items())[0][1] == "will be created"


def test_undo_walks_back_through_ones_own_decisions(table: Table) -> None:
    table.decide(table.item("otrulivaet"), Kind.ACCEPT, "steer away")
    table.decide(table.item("otrulivaet"), Kind.REJECT)
    table.decide(table.item("So it was"), Kind.REJECT, reader="Boris")
    assert table.undo() == table.item("otrulivaet").id
    assert table.item("otrulivaet").replacement == "steer away"
    table.undo()
    assert table.item("otrulivaet").decision is None
    assert table.undo() is None
    assert table.item("So it was").decision


def test_undo_does_not_undo_what_another_built_on(table: Table) -> None:
    table.decide(table.item("otrulivaet"), Kind.ACCEPT, "steer away")
    table.decide(table.item("otrulivaet"), Kind.REJECT, reader="Boris")
    with pytest.raises(Conflict, match="Boris"):
        table.undo("Anna")


def test_a_decision_is_repeated_on_all_alike_and_undone_with_them(tmp_path: Path) -> None:
    table = Table(tmp_path, "foreign Minister, " * 4 + "otrulivaet. FOREIGN Minister. ")
    store = table.desk.store
    table.decide(table.item("foreign Minister", 2), Kind.REJECT, reader="Boris")
    table.decide(table.item("foreign Minister"), Kind.ACCEPT, "Foreign Minister")
    number, snapshot = table.item("foreign Minister").id, table.article.snapshot
    wish = Choice(number, Kind.CLEAR, "Anna", 0, snapshot, "same")
    assert store.repeat(table.number, number, wish) == 2
    assert store.repeat(table.number, number, wish) == 0
    kinds = [i.decision.kind if i.decision else None for i in table.items()]
    accepted = Kind.ACCEPT
    assert kinds == [accepted, accepted, Kind.REJECT, accepted, None]
    assert len(edits_of(table.items())) == 3
    table.decide(table.item("foreign Minister", 3), Kind.REJECT, reader="Boris")
    table.undo()
    assert [bool(i.decision) for i in table.items()] == [True, False, True, True, False]
    table.undo()
    assert not table.item("foreign Minister").decision
    with pytest.raises(Conflict, match="no decision to repeat"):
        store.repeat(table.number, number, wish)


def test_a_second_reader_confirms(table: Table) -> None:
    table.decide(table.item("So it was"), Kind.REJECT)
    table.decide(table.item("So it was"), Kind.CONFIRM, reader="Boris")
    assert table.item("So it was").readers == ("Anna", "Boris")
    table.undo("Boris")
    assert table.item("So it was").readers == ("Anna",)


def test_decisions_come_along_when_the_file_changes(table: Table) -> None:
    table.decide(table.item("foreign Minister", 1), Kind.REJECT, reason="house-style")
    table.decide(table.item("otrulivaet"), Kind.ACCEPT, "steer away")
    table.rewrite("New lead.\n\n" + ARTICLE.replace("the foreign Minister said", "he said"))
    assert table.article.document.text.startswith("New lead")
    only = table.item("foreign Minister")
    assert only.decision
    assert only.decision.reason == "house-style"
    moved = table.item("otrulivaet")
    text = table.article.document.text
    assert text[moved.finding.span.start : moved.finding.span.end] == "otrulivaet"
    assert moved.replacement == "steer away"


def test_what_no_longer_fits_is_shown(table: Table) -> None:
    table.decide(table.item("otrulivaet"), Kind.REJECT)
    table.rewrite(ARTICLE.replace("otrulivaet", "turned"))
    assert table.article.snapshot
    lost = table.item("otrulivaet")
    assert lost.state is State.LOST
    with pytest.raises(Conflict, match="no longer"):
        table.decide(lost, Kind.ACCEPT)
    table.rewrite(ARTICLE)
    assert table.article.snapshot
    assert table.item("otrulivaet").state is State.HERE
    assert table.item("otrulivaet").decision


def test_what_was_written_into_the_file_is_done(table: Table) -> None:
    table.decide(table.item("otrulivaet"), Kind.ACCEPT, "steer away")
    table.decide(table.item("to "), Kind.ACCEPT, "")
    table.rewrite(
        "Lead.\n\n"
        + ARTICLE.replace("otrulivaet", "steer away").replace("be to create", "be create")
    )
    assert table.article.snapshot
    assert table.item("otrulivaet").state is State.APPLIED
    assert table.item("to ").state is State.APPLIED


def test_a_decision_stays_when_its_rule_falls_silent(table: Table) -> None:
    table.decide(table.item("otrulivaet"), Kind.ACCEPT, "steer away")
    table.inspector.rules = RULES[1:]
    table.rewrite(ARTICLE + "\nMore.\n")
    assert table.article.snapshot
    assert table.item("otrulivaet").state is State.HERE


def test_a_decision_on_an_old_state_of_the_file_is_refused(table: Table) -> None:
    item, snapshot = table.item("otrulivaet"), table.article.snapshot
    table.rewrite(ARTICLE + "More.\n")
    assert table.article.snapshot != snapshot
    choice = Choice(item.id, Kind.REJECT, "Anna", 0, snapshot, "late")
    with pytest.raises(Conflict, match="changed on disk"):
        table.desk.store.decide(table.number, choice)


def test_a_file_that_is_gone_keeps_its_decisions(table: Table) -> None:
    table.decide(table.item("otrulivaet"), Kind.REJECT)
    table.path.unlink()
    assert "cannot be read" in table.article.problem
    assert table.item("otrulivaet").decision
    table.rewrite(ARTICLE)
    assert not table.article.problem


def test_what_is_decided_while_the_file_is_checked_again_is_kept(table: Table) -> None:
    check = table.inspector.check

    def slow(document: Document) -> DocumentReport:
        report = check(document)
        seen = table.desk._articles[table.number]
        assert table.desk.article(table.number) is seen  # nobody waits for the check
        choice = Choice(table.item("So it was").id, Kind.REJECT, "Boris", 0, seen.snapshot, "late")
        table.desk.store.decide(table.number, choice)
        return report

    items, times = table.desk.store.items, iter(range(100))

    def while_carrying(number: int) -> list[Item]:
        found = items(number)
        if next(times) == 1:  # the second time: what becomes of them is being worked out
            item = next(i for i in found if i.finding.text == "otrulivaet")
            snapshot = table.desk._articles[number].snapshot
            choice = Choice(item.id, Kind.REJECT, "Vera", 0, snapshot, "later")
            table.desk.store.decide(number, choice)
        return found

    table.inspector.check = slow  # type: ignore[method-assign]
    table.desk.store.items = while_carrying  # type: ignore[method-assign]
    table.rewrite("A new lead.\n\n" + ARTICLE.replace("otrulivaet", "turned"))
    assert table.article.document.text.startswith("A new lead")
    assert table.item("So it was").readers == ("Boris",)
    assert table.item("otrulivaet").state is State.LOST
    assert table.item("otrulivaet").readers == ("Vera",)


@pytest.mark.parametrize("text", [ARTICLE, ARTICLE.replace("\n", "\r\n"), ARTICLE * 5])
def test_alignment_places_only_equal_text(text: str) -> None:
    changed = "Lead.\n" + text.replace("foreign", "Foreign").replace("So it", "It")
    alignment = Alignment(text, changed)
    placed = 0
    for start in range(0, len(text) - 9, 3):
        place = alignment.place(Span(start, start + 9))
        if place:
            placed += 1
            assert changed[place.start : place.end] == text[start : start + 9]
    assert placed > len(text) / 3 * 0.6


def test_a_large_changed_article_is_aligned(tmp_path: Path) -> None:
    text = "\n\n".join(f"Paragraph {n} says that the Minister of {n} spoke." for n in range(1500))
    table = Table(tmp_path, text.replace("Paragraph 700", "otrulivaet 700"))
    table.decide(table.item("otrulivaet"), Kind.REJECT)
    table.rewrite(text.replace("Paragraph 700", "otrulivaet 700").replace("spoke", "said"))
    assert table.article.snapshot
    assert table.item("otrulivaet").decision


def test_the_store_is_for_its_owner_only_and_is_durable(table: Table) -> None:
    path = table.desk.store.database.path
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with table.desk.store.database.reading() as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert connection.execute("PRAGMA synchronous").fetchone()[0] == 2


def test_stores_that_are_none_are_refused(tmp_path: Path) -> None:
    text = tmp_path / "text"
    text.write_text("no database" * 100, "utf-8")
    foreign = tmp_path / "foreign"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE other (a)")
    newer = tmp_path / "newer"
    Database(newer).close()
    with sqlite3.connect(newer) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    for path, words in ((text, "store"), (foreign, "another program"), (newer, "newer mtcheck")):
        with pytest.raises(MtcheckError, match=words) as caught:
            Database(path)
        assert str(path) in str(caught.value)
    with pytest.raises(MtcheckError, match="cannot be"):
        Database(tmp_path)


def test_presence_tells_of_other_pages(table: Table) -> None:
    store = table.desk.store
    assert store.see(table.number, "one", "Anna") == []
    assert store.see(table.number, "two", "Boris") == ["Anna"]
    assert store.see(table.number, "one", "Anna") == ["Boris"]
    store.leave("two")
    assert store.see(table.number, "one", "Anna") == []
