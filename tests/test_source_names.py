"""Names of the source found again in the translation, or not."""

from __future__ import annotations

import pytest

from mtcheck import Config
from mtcheck.detectors.source_names import SourceNames
from mtcheck.language.likeness import likeness
from tests.factories import translated

GOOD = [
    ("Lavrov spoke with Peskov.", "Лавров поговорил с Песковым."),
    ("Boris Johnson met Olaf Scholz.", "Борис Джонсон встретился с Олафом Шольцем."),
    ("The talks with Erdogan took place in Ankara.", "Переговоры с Эрдоганом прошли в Анкаре."),
    ("Xi Jinping flew to Beijing.", "Си Цзиньпин вылетел в Пекин."),
    ("The court in the Hague adjourned.", "Суд в Гааге взял перерыв."),
    ("He lives in Nizhny Novgorod.", "Он живёт в Нижнем Новгороде."),
    ("The Navy got new ships.", "ВМФ получил новые корабли."),
    ("North Korea fired a rocket.", "КНДР запустила ракету."),
    ("Georgia and Hungary voted against.", "Грузия и Венгрия голосовали против."),
    ("The US and the EU agreed.", "США и ЕС договорились."),
    ("The Foreign Ministry denied it.", "В МИД это опровергли."),
    ("Alexander came home.", "Саша пришёл домой."),
    ("She plays for Tallinn's Legion.", "Она играет за таллиннский «Легион»."),
    ("It began in New York.", "Это началось в Нью-Йорке."),
    ("The Verkhovna Rada passed a law.", "Верховная рада приняла закон."),
    ("The Policemen won.", "Победили «полицейские»."),
    ("The Vityazi flew over the city.", "«Русские витязи» пролетели над городом."),
    ("It began at 3 p.m. Moscow time.", "Это началось в 15:00 мск."),
    ("Wait and try again.", "ПОДОЖДИТЕ И ПОВТОРИТЕ ПОПЫТКУ"),
    ("The State Border Service decided.", "Решение принято Госпогранслужбой."),
    ("What room is left for the Kremlin?", "— Какое у Кремля остаётся поле?"),
    ("Work is going on.", "Надежда есть: работа идёт."),
    ("He may join Inter Milan.", "Он может перейти в «Интер»."),
    ("The talks of June 22 ended.", "Переговоры 22 числа закончились."),
    ("The cathedral of Sts. Peter and Paul burned.", "Собор Петра и Павла сгорел."),
    ("The city plan is ready.", "Разработка Генплана завершена."),
    ("The bus fell in Quang Binh Province.", "Автобус упал в провинции Куангбинь."),
    ("The Russian Knights flew there.", "Там летала группа «Русские витязи»."),
    ("He works for the Orion studio.", "Он работает на студии Orion Pictures."),
    ("He posted it on Instagram's site.", "Он выложил это в Instagram."),
    ("The traffic accident was filmed.", "ДТП сняли на видео."),
    ("In chapter four he dies.", "В главе IV он умирает."),
    ("Informed people from all of Estonia came.", "Приехали люди со всей Эстонской Республики."),
]
BAD = [
    ("He spoke with his deputy.", "Лавров поговорил с Песковым.", {"lost"}),
    ("Lavrov spoke with Shoigu.", "Лавров поговорил с Песковым.", {"replaced"}),
    ("The rally in Minsk went on.", "Митинг в Ереване продолжался.", {"replaced"}),
    ("Rain is expected in the region.", "В Московской области ждут дождя.", {"lost"}),
    ("The deal was signed on Monday.", "Договор с Индией подписали в понедельник.", {"lost"}),
    ("The minister met Zelensky.", "Министр встретился с коллегой.", {"added"}),
    ("The clip appeared on the website.", "Ролик появился на сайте KP.ru.", {"lost"}),
    ("The number of cases is growing.", "Число случаев COVID-19 растёт.", {"lost"}),
    ("The pilots of the group flew over.", "Пролетели лётчики группы «Стрижи».", {"lost"}),
    ("He spent four seasons at the club.", "Он провёл в «Динамо» четыре сезона.", {"lost"}),
    ("According to, he is in quarantine.", "По данным УТАК, он в карантине.", {"lost"}),
    ("At the border the army advanced.", "У границы израильская армия наступала.", {"lost"}),
    ("The court refused to hear the claim.", "Суд отказался слушать иск Семиларски.", {"lost"}),
    ("He commands the.", "Он командует силами Военно-морского флота.", {"lost"}),
    ("The United States and Brazil lead.", "Лидируют США, Бразилия и Индия.", {"lost"}),
]


def rules(*pairs: tuple[str, str]) -> list[str]:
    found = SourceNames(Config()).detect(translated(*pairs))
    return [f.rule.partition("/")[2] for f in found]


@pytest.mark.parametrize(("english", "russian"), GOOD)
def test_names_that_are_there(english: str, russian: str) -> None:
    assert rules((english, russian)) == []


@pytest.mark.parametrize(("english", "russian", "wanted"), BAD)
def test_names_that_are_lost_changed_or_added(english: str, russian: str, wanted: set[str]) -> None:
    assert set(rules((english, russian))) == wanted


def test_a_place_and_a_person_side_by_side_are_two_names() -> None:
    found = rules(("President Vladimir Putin spoke.", "Выступил президент России Владимир Путин."))
    assert found == ["lost"]


def test_the_letters_of_one_name_do_not_stand_for_another() -> None:
    english = "Aaron Miller and his friends criticised the minister."
    russian = "Аарон Миллер и его друзья раскритиковали министра Майка Помпео."
    assert rules((english, russian)) == ["lost"]


def test_both_sides_are_marked() -> None:
    document = translated(
        ("All is well.", "Всё хорошо."), ("Lavrov met Shoigu.", "Лавров встретил Пескова.")
    )
    (finding,) = SourceNames(Config()).detect(document)
    assert document.text[finding.span.start : finding.span.end] == "Shoigu"
    span = finding.source_span
    assert span is not None
    assert (document.source or "")[span.start : span.end] == "Пескова"


def test_a_name_from_another_sentence_is_not_added() -> None:
    pairs = (("Lavrov arrived.", "Лавров прибыл."), ("Lavrov was tired.", "Он устал."))
    assert rules(*pairs) == []


@pytest.mark.parametrize(
    ("english", "russian", "wanted"),
    [
        ("She said that her plan was ready.", "Он сказал, что его план готов.", ["gender"] * 2),
        ("He named five products.", "Полина Гагарина назвала пять продуктов.", ["lost", "gender"]),
        ("Maria said that he had left.", "Мария сказала, что он уехал.", []),
        ("She said it was late.", "По её словам, было поздно.", []),
        ("The country and her people.", "Страна и её народ.", []),
        ("He lost his way.", "Путник заблудился.", []),
        ("She knows him well.", "Хорошо его знает.", ["gender"]),
    ],
)
def test_gender_of_pronouns(english: str, russian: str, wanted: list[str]) -> None:
    assert rules((english, russian)) == wanted


def test_pronouns_may_speak_of_the_sentence_before() -> None:
    before = ("Maria is a doctor.", "Мария врач.")
    assert rules(before, ("She knows him well.", "Хорошо его знает.")) == []


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("джонсона", "johnson"),
        ("шольцем", "scholz"),
        ("экономика", "economics"),
        ("цзиньпин", "jinping"),
    ],
)
def test_alike_by_sound(russian: str, english: str) -> None:
    assert likeness(russian, english) > 0.65


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("путин", "peskov"),
        ("лукашенко", "tikhanovskaya"),
        ("макрон", "merkel"),
        ("", "x"),
        ("иванов", "petrov"),
    ],
)
def test_not_alike(russian: str, english: str) -> None:
    assert likeness(russian, english) < 0.65
