"""What was left untranslated, said twice or put into another tense."""

from __future__ import annotations

import pytest

from mtcheck.config import Config
from mtcheck.detectors.source_base import SourceDetector
from mtcheck.detectors.source_repeats import SourceRepeats
from mtcheck.detectors.source_tense import SourceTense
from mtcheck.detectors.source_untranslated import SourceUntranslated
from mtcheck.evaluation.estimate import estimates
from mtcheck.language.segment_pairs import segment_pairs
from mtcheck.language.tenses import doubtful_tenses
from mtcheck.model import Finding, Severity
from tests.factories import translated

UNTRANSLATED = [
    ("copied", "штраф", "He may face штраф in court.", "Ему грозит штраф в суде."),
    ("copied", "Штраф", "Штраф may follow.", "Штраф может последовать."),
    ("copied", "и/или", "Residence и/или gender.", "Жительство и/или пол."),
    ("transliterated", "otrulivaet", "He otrulivaet aside.", "Он отруливает в сторону."),
    ("transliterated", "shtraf", "He may face a shtraf.", "Ему грозит штраф."),
    ("transliterated", "vooruzheniya", "New vooruzheniya came.", "Прибыли новые вооружения."),
]
TRANSLATED = [
    ("The reporter was at the airport.", "Репортёр был в аэропорту."),
    ("He has a dacha.", "У него есть дача."),
    ("Ivanov met Petrov at Ulitsa Mira.", "Иванов встретил Петрова на улице Мира."),
    ("The Ruki Vverkh band sang.", "Спела группа «Руки вверх»."),
    ("The court (суд) fined him.", "Суд оштрафовал его."),
    ("See стопкоронавирус.рф for more.", "См. стопкоронавирус.рф."),
    ("He lives at 5 ulitsa Lenina.", "Он живёт по адресу улица Ленина, 5."),
]
REPEATED = [
    ("word", "windows wide wide.", "Распахнули окна."),
    ("word", "It was due in 2011 2011.", "Это должно было быть в 2011 году."),
    ("word", "The the minister left.", "Министр ушёл."),
    ("word", "It is made of the of the wood.", "Это сделано из дерева."),
    ("phrase", "He went to the city to the city.", "Он поехал в город."),
    (
        "far-phrase",
        "The new minister of foreign affairs said it; the new minister of foreign affairs left.",
        "Новый министр иностранных дел сказал это и ушёл.",
    ),
]
SAID_ONCE = [
    ("He had had enough.", "Ему хватило."),
    ("I know that that is so.", "Я знаю, что это так."),
    ("It was long, long ago.", "Это было давно."),
    ("Very much, very much so.", "Очень."),
    ("It rained and rained and rained.", "Шёл и шёл дождь."),
    ("Quietly quietly he left.", "Тихо-тихо он ушёл."),
    ("Step step, he walked.", "Шаг шаг, он шёл."),
    ("20 20 vision", "зрение 20"),
    ("It cost 12 000 000 roubles.", "Это стоило 12 млн рублей."),
]
OTHER_TENSE = [
    ("past-to-future", "The team will lose the match.", "Команда проиграла матч."),
    ("past-to-present", "The team loses the match.", "Команда проиграла матч."),
    ("future-to-past", "The team won the match.", "Команда выиграет матч."),
    ("progressive", "The minister was making a statement.", "Министр сделал заявление."),
]
SAME_TENSE = [
    ("The team lost the match.", "Команда проиграла матч."),
    ("The team has lost the match.", "Команда проиграла матч."),
    ("The team will win the match.", "Команда выиграет матч."),
    ("The team is going to win.", "Команда выиграет."),
    ("Russia loses the match", "Россия проиграла матч"),
    ("The portal reported this.", "Об этом сообщает портал."),
    ("The suspect has been arrested.", "Подозреваемый задержан."),
    ("He said that he will come.", "Он сказал, что придёт."),
    ("He planned it and will come.", "Он планировал прийти."),
    ("He would come.", "Он бы пришёл."),
    ("Moscow is the capital.", "Москва — столица."),
    ("He was reading a book.", "Он читал книгу."),
    ("When he comes, we will eat.", "Когда он придёт, мы поедим."),
    ("They have been following me.", "Они сопровождали меня."),
]


def found(detector: type[SourceDetector], english: str, russian: str) -> list[Finding]:
    return list(detector(Config()).detect(translated((english, russian))))


@pytest.mark.parametrize(("kind", "words", "english", "russian"), UNTRANSLATED)
def test_the_very_word_of_the_source_is_named(
    kind: str, words: str, english: str, russian: str
) -> None:
    [finding] = found(SourceUntranslated, english, russian)
    assert finding.rule == f"source-untranslated/{kind}"
    assert english[finding.span.start : finding.span.end] == words
    assert finding.origin
    assert finding.source_span
    source = russian[finding.source_span.start : finding.source_span.end]
    assert source.lower() == finding.origin.form
    assert kind == "transliterated" or words.lower().startswith(source.lower())


@pytest.mark.parametrize(("english", "russian"), TRANSLATED)
def test_loan_words_and_names_are_no_remains(english: str, russian: str) -> None:
    assert not found(SourceUntranslated, english, russian)


@pytest.mark.parametrize(("what", "english", "russian"), REPEATED)
def test_what_is_said_twice(what: str, english: str, russian: str) -> None:
    assert [f.rule for f in found(SourceRepeats, english, russian)] == [f"source-repeats/{what}"]


def test_a_word_said_four_times_is_one_finding() -> None:
    [finding] = found(SourceRepeats, "The day was hot hot hot hot.", "День был жаркий.")
    assert finding.span.start == 16
    assert finding.span.end == 27


@pytest.mark.parametrize(("english", "russian"), SAID_ONCE)
def test_good_repetitions_are_left_alone(english: str, russian: str) -> None:
    assert not found(SourceRepeats, english, russian)


@pytest.mark.parametrize(("what", "english", "russian"), OTHER_TENSE)
def test_another_tense(what: str, english: str, russian: str) -> None:
    [finding] = found(SourceTense, english, russian)
    assert finding.rule == f"source-tense/{what}"


@pytest.mark.parametrize(("english", "russian"), SAME_TENSE)
def test_tenses_that_agree_or_tell_nothing(english: str, russian: str) -> None:
    assert not found(SourceTense, english, russian)


def test_severities_follow_the_damage() -> None:
    assert found(SourceTense, *OTHER_TENSE[0][1:])[0].severity is Severity.MAJOR
    assert found(SourceRepeats, *REPEATED[0][1:])[0].severity is Severity.MINOR


@pytest.mark.parametrize(
    ("english", "russian", "doubt"),
    [
        ("The team won the match.", "Команда выиграла матч.", 0),
        ("The team will win the match.", "Команда выиграла матч.", 1),
        ("The team was winning the match.", "Команда выигрывала матч.", 1 / 3),
        ("The team would win.", "Команда выиграет.", 0),
        ("Команда выиграла.", "Команда выиграла.", 0),
    ],
)
def test_weak_doubts_of_tense(english: str, russian: str, doubt: float) -> None:
    [pair] = segment_pairs(translated((english, russian)))
    assert doubtful_tenses(pair) == pytest.approx(doubt)


def test_the_estimate_grows_with_what_speaks_against_a_translation() -> None:
    russian = "Министр иностранных дел вчера вечером прибыл в столицу на переговоры."
    sound, shuffled, short, misspelled = estimates(
        [
            translated((english, russian))
            for english in (
                "The foreign minister arrived in the capital yesterday evening for talks.",
                "Talks capital the for minister evening foreign the yesterday arrived in.",
                "The minister.",
                "The foreign minister arrived in the cpaital yesterday evening for tlaks.",
            )
        ]
    )
    assert sound < min(shuffled, short, misspelled)
