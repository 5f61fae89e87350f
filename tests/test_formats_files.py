"""Reading files of every kind, and refusing what is no text."""

from __future__ import annotations

import codecs
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck.formats import collect, decode_document, format_named, read_document, read_text
from mtcheck.model import MtcheckError, Span

SENTENCE = "The minister — Лавров — said it’s over.\r\n"


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (SENTENCE.encode(), "utf-8"),
        (codecs.BOM_UTF8 + SENTENCE.encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + SENTENCE.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + SENTENCE.encode("utf-32-le"), "utf-32-le"),
    ],
)
def test_unicode_is_told_by_its_byte_order_mark(raw: bytes, encoding: str) -> None:
    document = decode_document(raw, "a.txt")
    assert (document.text, document.encoding) == (SENTENCE, encoding)
    at = document.text.index("Лавров")
    changed = format_named("text").write(document, [(Span(at, at + 6), "Lavrov")])
    mark = raw[: len(raw) - len(SENTENCE.encode(encoding))]
    assert changed == mark + SENTENCE.replace("Лавров", "Lavrov").encode(encoding)


def test_an_encoding_can_be_named() -> None:
    document = decode_document("The «Правда» said so.".encode("cp1251"), "a.txt", "windows-1251")
    assert document.segments[0].text == "The «Правда» said so."
    with pytest.raises(MtcheckError, match="cp1251 has no '漢'"):
        format_named("text").write(document, [(Span(0, 3), "漢")])


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        ("The café in Zürich was closed, said José.", "cp1252", "windows-1252"),
        ("It’s 5 € more — “a lot”, he said.", "cp1252", "windows-1252"),
        ("The «Правда» newspaper said so.", "cp1251", "windows-1251"),
        ("The minister said so.\n" * 200 + "Лавров", "cp1251", "windows-1251"),
        ("Лавров said so in Moscow.", "koi8_r", "koi8-r"),
    ],
)
def test_an_encoding_that_is_not_named_is_guessed_and_noted(
    text: str, codec: str, name: str
) -> None:
    raw = text.encode(codec)
    document = decode_document(raw, "a.txt")
    assert (document.text, document.encoding) == (text, codec)
    assert f"not valid UTF-8; read as {name}" in document.notes[0]
    edited = format_named("text").write(document, [(Span(0, 1), "t")])
    assert edited == f"t{text[1:]}".encode(codec)


def test_an_encoding_that_is_named_is_not_guessed_against() -> None:
    with pytest.raises(MtcheckError, match=r"not valid UTF-8 at byte 7 \(0xE9\).*--encoding"):
        decode_document("The café.".encode("cp1252"), "a.txt", "utf-8")
    assert decode_document("The café.".encode("cp1252"), "a.txt", "cp1251").text == "The cafй."


@settings(deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff\ufffe")),
    st.sampled_from(["text", "markdown"]),
)
def test_writing_without_edits_gives_the_same_bytes(text: str, name: str) -> None:
    raw = text.encode()
    assert format_named(name).write(format_named(name).read(raw, "a"), []) == raw


def test_edits_are_applied_together() -> None:
    document = read_text("One two three.")
    edits = [(Span(8, 13), "3"), (Span(0, 3), "1"), (Span(14, 14), "\n")]
    assert format_named("text").write(document, edits) == b"1 two 3.\n"
    with pytest.raises(ValueError, match="overlaps"):
        format_named("text").write(document, [(Span(0, 5), ""), (Span(4, 6), "")])
    with pytest.raises(ValueError, match="outside"):
        format_named("text").write(document, [(Span(10, 15), "")])


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (
            b"The " + bytes(range(128, 256)) * 5,
            r"a\.txt: not valid UTF-8 at byte 4 \(0x80\).*--enc",
        ),
        (b"%PDF-1.7 stuff", "a PDF file"),
        (b"PK\x03\x04rest", "office document"),
        (b"{\\rtf1 Text}", "RTF"),
        (b"\x89PNG\r\n", "PNG"),
        (b"Text\x00with\x00zeroes", "NUL"),
        (b"\x80\x00\x01\xff", "binary"),
        ("The end".encode("utf-16-le"), "NUL"),
        (codecs.BOM_UTF16_LE + b"a\x00b", "not valid UTF-16-LE at byte 4"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(raw: bytes, message: str) -> None:
    with pytest.raises(MtcheckError, match=message) as caught:
        decode_document(raw, "a.txt")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["no-such-encoding", "hex", "rot13"])
def test_an_encoding_nobody_knows_is_an_error(name: str) -> None:
    with pytest.raises(MtcheckError, match="no text encoding"):
        decode_document(b"text", "a.txt", name)


@pytest.mark.parametrize("raw", [b"", b"\n \r\n", codecs.BOM_UTF8])
def test_an_empty_file_is_a_document_without_segments(raw: bytes) -> None:
    document = decode_document(raw, "a.txt")
    assert (document.segments, document.words, document.notes) == ((), 0, ("no text",))


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(MtcheckError, match="surrogate pair at character 2"):
        read_text("a \ud800")


def test_missing_files_folders_and_devices_are_errors(tmp_path: Path) -> None:
    with pytest.raises(MtcheckError, match=r"nowhere\.txt: there is no such file"):
        read_document(tmp_path / "nowhere.txt")
    with pytest.raises(MtcheckError, match="there is no such file"):
        list(collect([tmp_path / "nowhere"]))
    with pytest.raises(MtcheckError, match="a folder"):
        read_document(tmp_path)
    with pytest.raises(MtcheckError, match="a device"):
        read_document(Path(os.devnull))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_a_file_without_permission_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Text.")
    file.chmod(0)
    with pytest.raises(MtcheckError, match="no permission"):
        read_document(file)


def test_an_unreadable_file_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Text.")

    def refuse(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(MtcheckError, match=r"a\.txt: no permission to read it"):
        read_document(file)


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    for name in [
        "b.txt",
        "a.md",
        "sub/c.TXT",
        ".hidden/d.txt",
        ".e.txt",
        "node_modules/f.md",
        "venv/g.txt",
        "picture.png",
        "drafts/h.txt",
        ".git/i.txt",
    ]:
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("Some text.")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "sub" / "dangling.txt").symlink_to(tmp_path / "nothing.txt")
    (tmp_path / "z.txt").symlink_to(tmp_path / "b.txt")
    return tmp_path


def names(paths: object, root: Path) -> list[str]:
    return [p.relative_to(root).as_posix() for p in paths]  # type: ignore[attr-defined]


def test_a_folder_means_the_texts_in_it(newsroom: Path) -> None:
    assert names(collect([newsroom]), newsroom) == ["a.md", "b.txt", "drafts/h.txt", "sub/c.TXT"]


def test_exclusions_name_files_folders_or_paths(newsroom: Path) -> None:
    found = collect([newsroom], ["drafts/", "*.md", "sub/*.TXT"])
    assert names(found, newsroom) == ["b.txt"]


def test_a_named_file_is_read_whatever_it_is_called(newsroom: Path) -> None:
    odd = newsroom / "article.doc-export"
    odd.write_text("The minister said that.")
    assert list(collect([odd, newsroom / ".e.txt"])) == [odd, newsroom / ".e.txt"]
    assert read_document(odd).format == "text"
    assert read_document(newsroom / "a.md").format == "markdown"


def test_a_file_named_twice_comes_once(newsroom: Path) -> None:
    assert names(collect([newsroom / "b.txt", newsroom]), newsroom)[:2] == ["b.txt", "a.md"]
    assert names(collect([newsroom / "b.txt", newsroom]), newsroom).count("b.txt") == 1


def test_a_folder_without_text_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    with pytest.raises(MtcheckError, match=r"no text to check.*\.md.*\.txt"):
        list(collect([tmp_path]))


def test_an_unknown_format_is_an_error() -> None:
    with pytest.raises(MtcheckError, match=r"no “docx” among.*; known: csv, html, jsonl, markdown"):
        read_text("a", format="docx")


def test_a_file_too_large_to_bear_is_refused(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.tmx"
    with path.open("wb") as stream:
        stream.truncate(100_000_000)
    with pytest.raises(MtcheckError, match=r"a\.tmx: larger than the 20 MB that mtcheck reads"):
        read_document(path)
    with pytest.raises(MtcheckError, match="a: larger than the 20 MB"):
        decode_document(bytes(20_000_001), "a")


def test_reading_takes_memory_in_proportion(tmp_path: Path) -> None:
    """The peak of reading, measured in a process of its own, against the size of the file."""
    russian = "<tuv lang='ru'><seg>Министр сказал так.</seg></tuv>"
    unit = f"<tu>{russian}<tuv lang='en'><seg>{{}}</seg></tuv></tu>"
    peaks: list[int] = []
    for count in (10, 10_000):
        path = tmp_path / f"{count}.tmx"
        units = "".join(unit.format(f"The minister said number {n}.") for n in range(count))
        path.write_text(f"<tmx><body>{units}</body></tmx>", "utf-8")
        done = subprocess.run(
            [sys.executable, "-c", PEAK, str(path)], capture_output=True, text=True, check=True
        )
        peaks.append(int(done.stdout))
    assert peaks[1] - peaks[0] < 40 * path.stat().st_size


PEAK = """
import resource, sys
from pathlib import Path
from mtcheck.formats import read_document
assert read_document(Path(sys.argv[1])).segments
unit = 1 if sys.platform == "darwin" else 1024
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit)
"""
