"""Marks and capitals held against the source: what is lost or stray, what is good English."""

from __future__ import annotations

import pytest

from mtcheck.config import Config
from mtcheck.detectors.source_marks import STATEMENTS, SourceMarks
from mtcheck.model import Finding
from tests.factories import translated

FAULTY = [
    ("end-lost", "The parade was held on Sunday", "Парад прошёл в воскресенье."),
    ("end-lost", "The parade was held on Sunday,", "Парад прошёл в воскресенье."),
    ("question-added", "Did the parade take place on Sunday?", "Парад прошёл в воскресенье."),
    ("question-order", "Did the parade take place on Sunday.", "Парад прошёл в воскресенье."),
    ("question-lost", "The parade took place on Sunday.", "Прошёл ли парад в воскресенье?"),
    ("all-lower", "the parade in moscow was held on sunday.", "Парад в Москве прошёл."),
    ("first-lower", "the parade in Moscow was held.", "Парад в Москве прошёл."),
    ("all-upper", "THE PARADE IN MOSCOW WAS HELD.", "Парад в Москве прошёл."),
    ("address-lost", "Write to str@kd.ru for more.", "Пишите на str@krd.ru."),
    ("address-lost", "See the site for more.", "См. сайт https://example.ru/a/."),
    ("hashtag-lost", "He wrote it under a tag.", "Он написал это с тегом #StayHome."),
    ("placeholder-lost", "Hello, my dear friend {user}!", "Здравствуй, дорогой {name}!"),
    (
        "quotation-lost",
        "We shall never give up our land, he said.",
        "«Мы никогда не отдадим свою землю», — сказал он.",
    ),
    ("quote-unpaired", 'The "Russia 1" channel" and the site.', "Канал «Россия 1» и сайт."),
    ("bracket-unpaired", "He (the minister left.", "Он (министр) ушёл."),
    ("spaced-mark", "The parade , he said , was held.", "Парад, сказал он, прошёл."),
    ("stray-mark", "The parade was_ held on Sunday.", "Парад прошёл в воскресенье."),
    ("stray-mark", "In Moscow' the parade was held.", "В Москве прошёл парад."),
    ("misplaced-mark", "The parade was held with? few guests.", "Парад прошёл без гостей."),
    ("misplaced-mark", "It was reported: that he left.", "Сообщалось, что он уехал."),
    ("misplaced-mark", "A fine of up to a. thousand roubles.", "Штраф до тысячи рублей."),
]

SOUND = [
    ("The parade was held on Sunday.", "Парад прошёл в воскресенье."),
    ('"The parade," he said, "was held."', "«Парад, — сказал он, — прошёл»."),
    ("Parade held in Moscow", "В Москве прошёл парад"),
    ("He asked whether the parade was held.", "Он спросил: «Прошёл ли парад?»"),
    ("Write in the comments how the weather is.", "Напишите, какая у вас погода?"),
    ("Why? Nobody knows what he meant.", "Почему? Никто не знает."),
    ("Did he come? Nobody knows.", "Пришёл ли он? Никто не знает."),
    ("Is it so? He is not sure of it.", "Так ли это? Он не уверен."),
    ("866 million rubles will be spent on it.", "На это потратят 866 миллионов рублей."),
    ("rus.err.ee wrote that he left.", "Как писал rus.err.ee, он уехал."),
    ("the parade was held on Sunday", "парад прошёл в воскресенье"),
    ("Write to Str@krd.ru or see example.ru/a.", "Пишите на str@krd.ru, см. example.ru/a"),
    ("It was on the site www.example.ru.", "Это было на сайте https://example.ru/."),
    ("He served on the Admiral Gorshkov.", "Он служил на «Адмирале Флота Союза Горшкове»."),
    ('"Psychologically, all are ready.', "Психологически все готовы."),
    ('We are happy," he said.', "Мы рады, сказал он."),
    ('The "Russia 1" channel.', "Канал «Россия 1»."),
    ('A 7" screen and a 9" one.', "Экраны в 7 и 9 дюймов."),
    ("The players' union and the boys' team.", "Союз игроков и команда мальчиков."),
    ("The parade , he said .", "Парад , сказал он ."),
    ("He paid .5 percent ... and left.", "Он заплатил полпроцента и ушёл."),
    ("School #30 is in Kostroma.", "Школа № 30 находится в Костроме."),
    ("The U.S. economy and the St. Petersburg fleet.", "Экономика США и флот Петербурга."),
    ("He knew what it was for; she did not.", "Он знал, зачем это; она нет."),
]


def found(english: str, russian: str) -> list[Finding]:
    return list(SourceMarks(Config()).detect(translated((english, russian))))


@pytest.mark.parametrize(("what", "english", "russian"), FAULTY)
def test_what_differs_is_found(what: str, english: str, russian: str) -> None:
    assert [f.rule for f in found(english, russian)] == [f"source-marks/{what}"]


@pytest.mark.parametrize(("english", "russian"), SOUND)
def test_good_translations_are_left_alone(english: str, russian: str) -> None:
    assert not found(english, russian)


def test_every_statement_has_a_case() -> None:
    assert {what for what, _, _ in FAULTY} == set(STATEMENTS)


def test_the_message_names_the_words_and_the_source_is_marked() -> None:
    document = translated(("Write to str@kd.ru for more.", "Пишите на str@krd.ru."))
    [finding] = SourceMarks(Config()).detect(document)
    assert "str@krd.ru" in finding.message
    assert finding.source_span
    assert (document.source or "")[finding.source_span.start : finding.source_span.end] == (
        "str@krd.ru"
    )
