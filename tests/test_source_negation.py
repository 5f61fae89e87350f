"""Negations lost and added, and the many that need no "not" on the other side."""

from __future__ import annotations

import pytest

from mtcheck.config import Config
from mtcheck.detectors.source_negation import SourceNegation
from mtcheck.model import Finding, Severity
from tests.factories import translated

LOST = [
    ("He scored in every game.", "Он не забил ни разу."),
    ("The parties reached an agreement.", "Стороны не достигли соглашения."),
    ("There is bread in the shops.", "В магазинах нет хлеба."),
    ("You may enter the building.", "В здание входить нельзя."),
    ("He came with money.", "Он пришёл без денег."),
    ("Everybody knew about it.", "Об этом никто не знал."),
    ("He always said it.", "Он никогда этого не говорил."),
    ("The minister supports the talks.", "Министр не поддерживает переговоры."),
]

ADDED = [
    ("The minister did not support the talks.", "Министр поддержал переговоры."),
    ("He may not face a fine.", "Ему может грозить штраф."),
    ("Nobody came to the square.", "На площадь пришли люди."),
    ("He never said it.", "Он сказал это."),
    ("This city isn't very different from others.", "Этот город сильно отличается от других."),
    ("They do not give up their rights.", "Они сохраняют свои права."),
    ("There is no small difference.", "Имеются небольшие различия."),
]

SOUND = [
    ("He did not come.", "Он не пришёл."),
    ("Nobody came.", "Никто не пришёл."),
    ("He came without money.", "Он пришёл без денег."),
    ("He failed to come.", "Он не пришёл."),
    ("He was unable to come.", "Он не смог прийти."),
    ("It is impossible to enter.", "Войти нельзя."),
    ("Bread is lacking in the shops.", "В магазинах нет хлеба."),
    ("It is illegal.", "Это незаконно."),
    ("It is not lawful.", "Это незаконно."),
    ("He does not want to go.", "Он отказывается ехать."),
    ("He refuses to go.", "Он не хочет ехать."),
    ("Not only he came.", "Пришёл не только он."),
    ("He and others came.", "Пришёл не только он."),
    ("At least five people came.", "Пришло не менее пяти человек."),
    ("More than once he said so.", "Он не раз это говорил."),
    ("He nearly fell.", "Он чуть не упал."),
    ("He has to say it.", "Он не может не сказать этого."),
    ("He could not but say it.", "Он не мог не сказать этого."),
    ("Nevertheless he came.", "Тем не менее он пришёл."),
    ("Wait until he comes.", "Подождите, пока он не придёт."),
    ("Whoever comes is welcome.", "Кто бы ни пришёл, ему рады."),
    ("He may well come.", "Не исключено, что он придёт."),
    ("He did not rule out a visit.", "Он не исключил визита."),
    ("There will be rain.", "И без дождя не обойдётся."),
    ("Neither he nor she came.", "Ни он, ни она не пришли."),
    ("Ready or not, he decides.", "Готов я или нет, решает он."),
    ("Not long ago he came.", "Недавно он пришёл."),
    ("No doubt he came.", "Конечно, он пришёл."),
    ("He no longer works there.", "Он больше там не работает."),
    ("He had not yet come.", "Он ещё не пришёл."),
    ("School No. 5 is open.", "Школа № 5 открыта."),
    ("The child was already gone.", "Ребёнка уже не было."),
    ("It happened last week in Germany.", "Это было на прошлой неделе в Германии."),
    ("He doesn 't know .", "Он не знает ."),
    ("He is not against it.", "Он не против."),
    ("He has few friends.", "У него нет друзей."),
    ("He did not do it until May.", "Он сделал это только в мае."),
]


def found(english: str, russian: str) -> list[Finding]:
    return list(SourceNegation(Config()).detect(translated((english, russian))))


@pytest.mark.parametrize(("english", "russian"), LOST)
def test_a_negation_lost(english: str, russian: str) -> None:
    [finding] = found(english, russian)
    assert finding.rule == "source-negation/lost"
    assert finding.severity is Severity.CRITICAL
    assert finding.source_span
    words = russian[finding.source_span.start : finding.source_span.end]
    assert words in finding.message


@pytest.mark.parametrize(("english", "russian"), ADDED)
def test_a_negation_added(english: str, russian: str) -> None:
    [finding] = found(english, russian)
    assert finding.rule == "source-negation/added"
    assert english[finding.span.start : finding.span.end] in finding.message


@pytest.mark.parametrize(("english", "russian"), SOUND)
def test_good_translations_are_left_alone(english: str, russian: str) -> None:
    assert not found(english, russian)


@pytest.mark.parametrize(
    ("what", "english", "russian"),
    [
        ("duty-lost", "The minister resigns today.", "Министр должен подать в отставку сегодня."),
        ("possibility-lost", "The minister resigns today.", "Министр может уйти в отставку."),
        ("possibility-lost", "The minister left.", "Министр, вероятно, ушёл."),
    ],
)
def test_modality_lost(what: str, english: str, russian: str) -> None:
    assert [f.rule for f in found(english, russian)] == [f"source-negation/{what}"]


@pytest.mark.parametrize(
    ("english", "russian"),
    [
        ("The minister is to resign.", "Министр должен подать в отставку."),
        ("The minister has to resign.", "Министр должен подать в отставку."),
        ("Don't demonize the people.", "Не надо демонизировать людей."),
        ("The plane made an emergency landing.", "Самолёт совершил вынужденную посадку."),
        ("The minister is likely to resign.", "Министр может уйти в отставку."),
        ("He faces a fine.", "Ему может грозить штраф."),
    ],
)
def test_modality_said_in_other_words(english: str, russian: str) -> None:
    assert not found(english, russian)


def test_what_was_not_translated_is_not_compared() -> None:
    assert not found("Он не пришёл.", "Он не пришёл.")
