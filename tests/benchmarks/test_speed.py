"""Times taken in turns: their spread, the processes they are of, and how they are told."""

import io
import json
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from benchmarks import speed_chart
from benchmarks.entrants import Entrant, take_turns
from benchmarks.others.__main__ import read_versions, serve
from benchmarks.others.replies import Places, Reply, System
from benchmarks.others.stories import cut, read_stories
from benchmarks.processes import Cost, Served, make_reply, run_to_end
from benchmarks.small_archive import choose, mix
from benchmarks.speed import describe_build
from benchmarks.spread import describe_ratio, describe_times
from bot.evaluation import KnownQuestion
from embeddings.errors import BylineError

PLACES = Places(Path("s/archive.jsonl"), Path("i"), Path("e"), Path("r"))


def test_times_are_told_with_their_spread() -> None:
    assert describe_times([4.0, 1.0, 2.0, 3.0, 5.0]) == {
        "questions": 5,
        "seconds_median": 3.0,
        "seconds_quartiles": [2.0, 4.0],
        "seconds_p95": 4.8,
        "seconds_least": 1.0,
        "seconds_most": 5.0,
    }


def test_one_time_has_no_spread() -> None:
    told = describe_times([0.5])

    assert (told["seconds_p95"], told["seconds_quartiles"]) == (0.5, [0.5, 0.5])


def test_a_ratio_is_of_the_same_question() -> None:
    # the machine was busy at the third question: both were slow, and the ratio stays
    told = describe_ratio([2.0, 4.0, 20.0], [1.0, 2.0, 10.0])

    assert told == {"times_as_long_median": 2.0, "times_as_long_quartiles": [2.0, 2.0]}
    with pytest.raises(ValueError, match="shorter"):
        describe_ratio([1.0, 2.0], [1.0])


def test_each_system_begins_as_often_as_any_other() -> None:
    entrants = [Entrant(name, "python", PLACES) for name in ("byline", "script", "txtai")]

    firsts = [[one.name for one in take_turns(entrants, n)] for n in range(4)]

    assert firsts == [
        ["byline", "script", "txtai"],
        ["script", "txtai", "byline"],
        ["txtai", "byline", "script"],
        ["byline", "script", "txtai"],
    ]


def test_byline_is_measured_by_its_own_commands() -> None:
    ours, other = Entrant("byline", "python", PLACES), Entrant("txtai", "python", PLACES)

    assert ours.ask("Who?") == [
        *("python", "-m", "bot", "ask", "--stories", "s", "--index", "i", "Who?"),
    ]
    assert ours.command("build")[3] == "rebuild-index"
    assert ours.command("serve")[2:5] == ["benchmarks.others", "byline", "serve"]
    assert other.ask("Who?")[2:5] == ["benchmarks.others", "txtai", "ask"]
    assert other.ask("Who?")[-2:] == ["--question", "Who?"]


def test_building_is_told_for_the_process_or_the_part_it_names() -> None:
    whole = describe_build(Cost(4.0, 8.0, 100.4, '{"passages": 20, "seconds": null}'), 800)
    part = describe_build(Cost(4.0, 8.0, 100.4, '{"passages": 20, "seconds": 2.0}'), 800)

    assert whole == {
        "seconds": 4.0,
        "processor_seconds": 8.0,
        "passages": 20,
        "passages_a_second": 5.0,
        "words_a_second": 200,
        "megabytes_most": 100,
    }
    assert (part["seconds"], part["passages_a_second"]) == (2.0, 10.0)


def test_a_process_is_measured_and_what_it_prints_is_kept(tmp_path: Path) -> None:
    cost = run_to_end([sys.executable, "-c", "print('said')"], tmp_path / "log")

    assert cost.printed == "said"
    assert cost.seconds > 0
    assert cost.megabytes > 1


def test_a_process_that_fails_has_no_time(tmp_path: Path) -> None:
    words = [sys.executable, "-c", "import sys; print('why', file=sys.stderr); sys.exit(3)"]

    with pytest.raises(BylineError, match="ended with 3"):
        run_to_end(words, tmp_path / "log")
    assert (tmp_path / "log").read_text() == "why\n"


def test_a_system_answers_a_line_for_a_line_and_tells_its_memory() -> None:
    system = System(
        lambda question, day: question.upper(),
        lambda question, day, found: Reply(found, True, f"{found}!", 0, (day,)),
    )
    asked = io.StringIO('{"question": "who", "day": "2024-01-05"}\n')
    output = io.StringIO()

    serve(system, asked, output)

    opened, answered, ended = map(json.loads, output.getvalue().splitlines())
    assert opened == {"open": True}
    assert make_reply(answered["reply"]) == Reply("WHO", True, "WHO!", 0, ("2024-01-05",))
    assert answered["seconds"] >= 0
    assert ended["megabytes"] > 1


def test_an_open_system_is_asked_and_closed(tmp_path: Path) -> None:
    program = (
        "import json, sys\n"
        "print('{}', flush=True)\n"
        "for line in sys.stdin:\n"
        "    said = {'answer': json.loads(line)['question'], 'shown': True, 'passages': ['p']}\n"
        "    print(json.dumps({'seconds': 0.5, 'reply': said}), flush=True)\n"
        "print('{\"megabytes\": 7}')\n"
    )
    served = Served([sys.executable, "-c", program], tmp_path / "log")

    assert served.ask("Née?", "2024-01-05") == (0.5, Reply("Née?", True, passages=("p",)))
    assert served.close() == 7


def test_a_system_that_ends_early_is_told(tmp_path: Path) -> None:
    with pytest.raises(BylineError, match="ended before it answered"):
        Served([sys.executable, "-c", ""], tmp_path / "log")


def test_a_package_that_is_not_there_has_no_version() -> None:
    assert read_versions(("pytest", "no-such-package-of-ours")) == {
        "pytest": pytest.__version__,
        "no-such-package-of-ours": None,
    }


def test_stories_are_texts_with_their_headline_and_are_cut_by_words(tmp_path: Path) -> None:
    file = tmp_path / "some.jsonl"
    file.write_text('{"title": "Ferry", "text": "It sank."}\n{"title": null, "text": "No."}\n')

    assert read_stories(file) == ["Ferry\nIt sank.", "\nNo."]
    assert cut("a b c d e", 2) == ["a b", "c d", "e"]
    assert cut("", 2) == []


FIGURES = {
    "cold": {
        "txtai": {
            "seconds_median": 9.0,
            "seconds_quartiles": [8.0, 10.0],
            "megabytes_most": 1234,
        },
        "byline": {"seconds_median": 1.5, "seconds_quartiles": [1.4, 1.6], "megabytes_most": 300},
    },
    "answers": {"byline": {"right_percent": 18.0}},
}


def test_the_table_has_a_line_for_each_figure_and_blanks_where_there_is_none() -> None:
    assert speed_chart.tell(FIGURES).splitlines() == [
        "| | Byline | txtai |",
        "|---|---|---|",
        "| cold question, s | 1.5 (1.4–1.6) | 9.0 (8.0–10.0) |",
        "| its memory, MB | 300 | 1,234 |",
        "| right, % | 18 |  |",
    ]


def test_the_picture_has_a_bar_for_each_figure() -> None:
    picture = ET.fromstring(speed_chart.draw(FIGURES))
    widths = [one.get("width") for one in picture.iter("{http://www.w3.org/2000/svg}rect")]

    # the longest is as long as the upper end of its spread lets it be
    assert widths == ["100%", "57.0", "342.0", "92.4", "380.0", "380.0"]


def ask(name: str, *stories: str) -> tuple[KnownQuestion, str]:
    return KnownQuestion(name, name, ("x",) if stories else (), stories), "2024-01-05"


def test_a_small_archive_holds_all_stories_that_support_its_questions() -> None:
    stories = [{"url": name} for name in "abcdefgh"]
    one, common, two, three = ask("1", "h"), ask("2", *"abcd"), ask("3", "c", "g"), ask("4", "e")

    chosen, kept = choose(stories, [one, common, two, three], 3)
    filled, _ = choose(stories, [one], 3)

    assert ([story["url"] for story in chosen], kept) == (["c", "g", "h"], [one, two])
    assert [story["url"] for story in filled] == ["a", "b", "h"]


def test_two_questions_are_answerable_for_each_that_is_not() -> None:
    some, others = [ask(str(n), "a") for n in range(4)], [ask("x"), ask("y")]

    assert [one.id for one, _ in mix(some, others)] == ["0", "1", "x", "2", "3", "y"]
