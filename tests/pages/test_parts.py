"""Parts: what a person typed stays text, points add up, initials fit every script, actions never end in a traceback."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from html.parser import HTMLParser
from uuid import UUID

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from mentoring import clock
from pages.parts import markup, words
from pages.parts.page import csv_of, escaped, inert

HOSTILE = """<script>alert(1)</script><img src=x onerror='a()'>" onload="b()" &amp; ]]> </p></div>"""
SAFE_TAGS = {
    "a", "b", "br", "details", "div", "h2", "h3", "i", "li", "p", "span", "summary",
    "table", "tbody", "td", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
SAFE_ATTRIBUTES = {"aria-hidden", "class", "href", "scope", "style", "target"}


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    points: float
    out_of: float
    known: bool = True
    evidence: str = ""
    holds: tuple[str, ...] = ()


class Reading(HTMLParser):
    """What a browser would make of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.said = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said += data


def every_part(text: str) -> dict[str, str]:
    bars = [Bar(text, 10, 40, evidence=text), Bar(text, 5, 10, known=False)]
    return {
        "person": markup.person(text, text, text, opens=UUID(int=1)),
        "avatar": markup.avatar(text),
        "tags": markup.tags([text], [text]),
        "reason_bars": markup.reason_bars(bars, 15),
        "evidence": markup.evidence(bars),
        "note": markup.note(text),
        "row": markup.row(text, text, "sun", text),
        "person_row": markup.person_row(text, text),
        "lines": markup.lines(text),
        "folded": markup.folded(text, 5),
        "comparison": markup.comparison([text, text], [10, 5], [bars, bars], [(1, 2, text)] * 2),
        "box": markup.box(markup.escape(text)),
    }


@pytest.mark.parametrize("part", every_part(""))
def test_markup_that_a_person_typed_stays_text(part: str) -> None:
    read = Reading(every_part(HOSTILE)[part])
    assert read.tags <= SAFE_TAGS
    assert read.attributes <= SAFE_ATTRIBUTES
    assert read.open == []
    assert part == "avatar" or HOSTILE in read.said


@given(st.text())
def test_no_text_opens_a_tag_of_its_own(text: str) -> None:
    for html in every_part(text).values():
        read = Reading(html)
        assert read.tags <= SAFE_TAGS
        assert read.attributes <= SAFE_ATTRIBUTES
        assert read.open == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Linh Nguyễn", "LN"),
        ("Đặng Thị Ánh", "ĐÁ"),
        ("A\u0301nh Le", "ÁL"),
        ("김 민준", "김민"),
        ("王小明", "王"),
        ("علي حسن", "عح"),
        ("\u200fعلي حسن", "عح"),
        ("किरण शर्मा", "किश"),
        ("«Ann» O'Neil", "AO"),
        ("Mei-Ling Wu", "MW"),
        ("Ana  de la\tCruz", "AC"),
        ("Amara Okafor (she)", "AS"),
        ("🦊", "?"),
        ("", "?"),
    ],
)
def test_initials_are_whole_letters_of_first_and_last_name(name: str, shown: str) -> None:
    assert markup.initials(name) == shown


def test_the_colour_of_a_person_stays_and_people_differ() -> None:
    people = [markup.avatar(f"Person {number}") for number in range(40)]
    assert people == [markup.avatar(f"Person {number}") for number in range(40)]
    assert len({re.search(r"mo-a\d", html)[0] for html in people if re.search(r"mo-a\d", html)}) == 5  # type: ignore[index]


scores = st.lists(st.tuples(st.floats(0.1, 50), st.floats(0, 1)), min_size=1, max_size=8)


@given(scores)
@example([(12.5, 1.0)] * 8)  # every part in full: 13 of 12 would be nonsense
def test_drawn_bars_and_written_points_add_up_to_the_score(parts: list[tuple[float, float]]) -> None:
    scale = 100 / sum(weight for weight, _ in parts)
    rows = [Bar(f"Part {place}", w * value * scale, w * scale) for place, (w, value) in enumerate(parts)]
    total = sum(row.points for row in rows)
    html = markup.reason_bars(rows, total)
    drawn = [float(a) * float(b) / 100 for a, b in re.findall(r"width:([\d.]+)%.*?width:([\d.]+)%", html)]
    longest = max(row.out_of for row in rows)
    assert sum(drawn) * longest / 100 == pytest.approx(total, abs=0.01 * longest * len(rows) / 50 + 0.02)
    written = [(int(got), int(most)) for got, most in re.findall(r"<b>(\d+)</b> of (\d+)", html)]
    assert sum(got for got, _ in written) == round(total)
    assert all(got <= most for got, most in written)


def test_a_bar_below_half_is_marked_and_half_is_not() -> None:
    html = markup.reason_bars([Bar("Skills", 19.9, 40), Bar("Move", 10, 20)], 29.9)
    low, half = re.findall(r'<span class="(mo-bar[^"]*)"', html)[:2]
    assert (low, half) == ("mo-bar low", "mo-bar")


def test_an_unknown_part_says_so_instead_of_a_bar_and_still_counts() -> None:
    html = markup.reason_bars([Bar("Skills", 30, 40), Bar("Languages", 4, 8, known=False)], 34)
    assert html.count("mo-bar") == 1
    assert "not known" in html
    assert "counts 4 of 8" in html


def test_the_rest_names_what_it_holds() -> None:
    html = markup.reason_bars([Bar("Rest", 30, 40, holds=("Hours in common", "Way of working"))], 30)
    assert "Hours in common, way of working" in Reading(html).said


def test_what_is_compared_adds_up_for_each_person() -> None:
    rows = [(Bar("Skills", 12.4, 40), Bar("Skills", 31, 40)), (Bar("Move", 10.4, 20), Bar("Move", 0, 20))]
    html = markup.comparison(["Linh", "Özge"], [22.8, 31], rows, [])
    written = [int(got) for got in re.findall(r"<b>(\d+)</b> of", html)]
    assert written[0] + written[2] == 23
    assert written[1] + written[3] == 31


def test_bars_are_hidden_from_screen_readers_that_hear_the_numbers() -> None:
    html = markup.reason_bars([Bar("Skills", 31, 40)], 31)
    assert html.count("mo-bar") == html.count('%" aria-hidden="true"')
    assert "<b>31</b> of 40" in html


def test_a_name_opens_the_page_of_that_person_in_the_same_tab() -> None:
    link = '<a class="mo-open" href="/person?id=00000000-0000-0000-0000-000000000001" target="_self">'
    assert link in markup.person("Linh", opens=UUID(int=1))
    assert link in markup.person_row("Linh", "Asked today", UUID(int=1))
    assert "<a" not in markup.person("Linh") + markup.person_row("Linh", "Asked today")


def test_a_long_text_is_folded_whole_and_a_short_one_is_not() -> None:
    long = "For nine years I have taught teenagers to reason with numbers. " * 3
    assert "<details" not in markup.folded("Two lines\nat the most.")
    assert Reading(markup.folded(long)).said == f"{long}Read on"


def test_what_is_left_out_of_many_tags_is_counted() -> None:
    html = markup.tags([f"Skill {n}" for n in range(9)], ["dbt"], most=6)
    assert html.count("<li") == 7
    assert "4 more" in html
    assert markup.tags([]) == ""


def test_a_dot_is_said_in_words_too() -> None:
    assert "Waits for you: " in Reading(markup.row("Confirm", "Thursday", "sun")).said
    assert Reading(markup.row("Confirm", "Thursday")).said == "ConfirmThursday"
    assert Reading(markup.row("Confirm", "Thursday", "seen")).said == "ConfirmThursday"


@pytest.fixture
def tuesday_evening() -> Iterator[None]:
    clock.set_now(datetime(2026, 11, 24, 18, 5))
    yield
    clock.set_now(None)


@pytest.mark.usefixtures("tuesday_evening")
def test_dates_are_said_in_the_zone_of_the_reader() -> None:
    late = datetime(2026, 11, 26, 17, 30)
    assert words.moment(late) == "Thu 26 Nov, 17:30"
    assert words.moment(late, "Asia/Tokyo") == "Fri 27 Nov, 02:30"
    assert words.day(date(2027, 6, 12)) == "Sat 12 Jun 2027"


@pytest.mark.usefixtures("tuesday_evening")
@pytest.mark.parametrize(
    ("when", "zone", "said"),
    [
        (datetime(2026, 11, 24, 1, 0), "", "today"),
        (datetime(2026, 11, 23, 23, 0), "", "yesterday"),
        (datetime(2026, 11, 24, 1, 0), "America/Lima", "yesterday"),
        (datetime(2026, 11, 17, 9, 0), "", "7 days ago"),
        (datetime(2026, 11, 16, 9, 0), "", "on Mon 16 Nov"),
        (datetime(2026, 11, 24, 19, 0), "", "today"),
    ],
)
def test_what_is_past_is_said_as_people_say_it(when: datetime, zone: str, said: str) -> None:
    assert words.since(when, zone) == said


@pytest.mark.usefixtures("tuesday_evening")
def test_weekly_hours_are_moved_to_the_zone_of_the_reader_also_over_midnight() -> None:
    windows = ((0, 18 * 60 + 30, 20 * 60 + 30), (6, 60, 120))
    assert words.weekly(windows, "Europe/Berlin", "Europe/Berlin") == "Mon 18:30–20:30, Sun 01:00–02:00"
    assert words.weekly(windows, "Europe/Berlin", "America/Lima") == "Mon 12:30–14:30, Sat 19:00–20:00"
    assert words.weekly(windows, "Europe/Berlin", "") == "Mon 18:30–20:30, Sun 01:00–02:00"
    assert words.place("America/Argentina/Buenos_Aires") == "Buenos Aires"


def test_numbers_carry_their_unit_in_the_right_form() -> None:
    assert words.count(1, "seat") == "1 seat"
    assert words.count(2666, "reply", "replies") == "2,666 replies"
    assert words.answer_time(None) == "no answer time yet"
    assert words.answer_time(0.2) == "answers in about 1 hour"
    assert words.answer_time(50) == "answers in about 2 days"


@pytest.mark.parametrize("cell", ["=1+1", " =1+1", "+49 30", "-2", "@sum", "\t=1", "\rcmd"])
def test_a_formula_is_plain_text_in_a_spreadsheet(cell: str) -> None:
    assert inert(cell) == f"'{cell}"
    written = csv_of(pd.DataFrame({"mentor": [cell]})).decode()
    assert next(csv.reader(io.StringIO(written.split("\r\n", 1)[1], newline=""))) == [f"'{cell}"]


def test_numbers_and_names_reach_the_spreadsheet_unchanged() -> None:
    table = pd.DataFrame({"mentor": ["Linh Nguyễn", 'A, "B"'], "rooms": [-2, 3]})
    rows = list(csv.reader(io.StringIO(csv_of(table).decode(), newline="")))
    assert rows == [["mentor", "rooms"], ["Linh Nguyễn", "-2"], ['A, "B"', "3"]]


def test_markdown_that_a_person_typed_is_inert() -> None:
    assert escaped("[a](b) *c* :red[d] $e$") == r"\[a\]\(b\) \*c\* \:red\[d\] \$e\$"


def test_a_refusal_is_one_sentence_and_nothing_after_it_runs() -> None:
    def script() -> None:
        import streamlit as st

        from mentoring.access import Conflict
        from pages.parts.acting import acting, say

        with acting("Saved.") as outcome:
            raise Conflict("This seat was taken a moment ago.")
        st.text(f"failed: {outcome.failed}")
        say()

    shown = AppTest.from_function(script).run()
    assert [one.value for one in shown.error] == ["This seat was taken a moment ago."]
    assert shown.text[0].value == "failed: True"
    assert not shown.toast
    assert not shown.exception


def test_a_refusal_in_a_dialog_is_a_line_where_its_field_is() -> None:
    def script() -> None:
        import streamlit as st

        from mentoring.access import Conflict
        from pages.parts.acting import acting, say

        wrong = st.empty()
        with acting("Sent."):
            raise Conflict("Write a <b>sentence</b>.")
        st.text("buttons")
        say(wrong)

    shown = AppTest.from_function(script).run()
    assert not shown.error
    assert Reading(shown.html[0].body).said == "Write a <b>sentence</b>."
    assert [one.type for one in shown.main][1:] == ["html", "text"]  # the first is the page itself


def test_a_surprise_gets_a_number_and_no_traceback(caplog: pytest.LogCaptureFixture) -> None:
    def script() -> None:
        from pages.parts.acting import acting, drawing, say

        with acting("Saved."):
            raise KeyError("secret detail")
        say()
        with drawing():
            raise ZeroDivisionError("secret detail")

    shown = AppTest.from_function(script).run()
    said = [one.value.replace("\\", "") for one in shown.error]  # signs of Markdown are escaped
    numbers = [re.search(r"\(number (\w{8})\)", one) for one in said]
    assert len(said) == 2
    assert all(number and number[1] in caplog.text for number in numbers)
    assert "secret" not in "".join(said)
    assert not shown.exception


def test_a_rerun_inside_an_action_is_no_fault_and_what_was_done_is_said_after_it() -> None:
    def script() -> None:
        import streamlit as st

        from pages.parts.acting import acting, say

        say()
        if not st.session_state.get("done"):
            st.session_state["done"] = True
            with acting("Sent."):
                pass
            st.rerun()

    shown = AppTest.from_function(script).run()
    assert [one.value for one in shown.toast] == ["Sent."]
    assert not shown.error


def test_a_page_of_parts_is_drawn() -> None:
    def script() -> None:
        import pandas as pd
        import streamlit as st

        from pages.charts import cohort
        from pages.parts import markup
        from pages.parts.page import chart, empty_state, header, list_row, metrics

        header("My [mentees]", "5 mentees · 2 *need* you", lambda: st.button("Plan"))  # type: ignore[arg-type]
        metrics([("Matched", "34 of 37", "3 without mentor", "orange")])
        list_row(markup.row("Confirm", "Thursday", "sun"), "Confirm", "one", lambda: None, filled=True)
        steps = pd.DataFrame({"step": ["Here", "Has a mentor"], "people": [9, 4]})
        chart("funnel", "From here to a mentor", cohort.say_funnel(steps), cohort.funnel(steps), steps)
        empty_state("Nobody yet", "People appear here when they come.")

    shown = AppTest.from_function(script).run()
    assert not shown.exception
    assert shown.title[0].value == r"My \[mentees\]"
    assert r"5 mentees · 2 \*need\* you" in shown.markdown[0].value
    assert (shown.metric[0].label, shown.metric[0].value, shown.metric[0].delta) == (
        "Matched", "34 of 37", "3 without mentor",
    )  # fmt: skip
    assert "5 of 9" in "".join(one.body for one in shown.html)
    assert [one.value for one in shown.header] == ["Nobody yet"]


def test_the_tools_of_a_chart_are_named_after_it() -> None:
    def script() -> None:
        import pandas as pd

        from pages.charts import cohort
        from pages.parts.page import chart

        steps = pd.DataFrame({"step": ["Here", "Has a mentor"], "people": [9, 4]})
        chart("funnel", "From here to a mentor", cohort.say_funnel(steps), cohort.funnel(steps), steps)

    shown = AppTest.from_function(script).run()
    assert not shown.exception
    assert shown.download_button[0].label == "From here to a mentor as CSV"
    assert shown.download_button[0].key == "icon-csv-funnel"
    assert [one.proto.popover.label for one in shown.get("popover")] == ["From here to a mentor as table"]


def test_a_chart_without_data_says_why_and_draws_nothing() -> None:
    def script() -> None:
        import pandas as pd

        from pages.charts import cohort
        from pages.parts.page import chart

        none = pd.DataFrame({"mentor": [], "rooms": [], "capacity": []})
        chart("load", "Mentor load", "", cohort.load(none), none, empty=cohort.say_load(none))

    shown = AppTest.from_function(script).run()
    assert not shown.exception
    assert "There are no mentors in this cohort yet." in "".join(one.body for one in shown.html)
    assert not shown.get("plotly_chart")


def test_a_mentor_card_is_at_most_seven_elements_and_asks_by_name() -> None:
    def script() -> None:
        from uuid import UUID

        import streamlit as st

        from mentoring.reasons import PartRow
        from mentoring.suggestions import MentorCard
        from pages.parts import mentor_card

        card = MentorCard(
            mentor_id=UUID(int=1), name="Linh <b>Nguyễn", came_from="Teacher", current_role="Analyst",
            organisation="Nordlys", since="made this move in 2021", has=("SQL",), lacks=("Airflow",),
            silent=False, score=0.82, rows=(PartRow("Skills", 82.0, 100.0, True, "teaches SQL"),), adds=(),
            seats_left=1, capacity=6, mark="favourite", asked=False, declined=None, answer_hours=20.0,
        )  # fmt: skip
        mentor_card.show(card, st.text, lambda who, mark: None, first=True, may_ask=True)  # type: ignore[arg-type]

    shown = AppTest.from_function(script).run()
    assert not shown.exception
    assert len(shown.html) + len(shown.button) <= 7
    assert shown.button[0].label == "Ask Linh"
    assert shown.button[1].key == f"icon-on-favourite-{UUID(int=1)}"
    assert all("Linh &lt;b&gt;Nguyễn" in one.body for one in shown.html if "mo-name" in one.body)
