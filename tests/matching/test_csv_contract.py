"""The public CSV contract, line by line: what is taken, what is refused and where, what goes out."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.csv_contract import (
    COLUMNS,
    CsvFaults,
    Fault,
    Kind,
    Pair,
    People,
    PersonRow,
    read_people,
    spreadsheet_safe,
    template,
    to_mentee,
    to_mentor,
    write_pairs,
)
from matching.csv_fields import (
    format_availability,
    format_languages,
    format_past_roles,
    format_preferences,
    format_skills,
    parse_availability,
    parse_capacity,
    parse_languages,
    parse_past_roles,
    parse_preferences,
    parse_skills,
    parse_time_zone,
    parse_years,
    time_zones,
)

FILES = Path(__file__).parents[1] / "files"


def read(text: str | bytes, kind: Kind = "mentees") -> People:
    data = text.encode() if isinstance(text, str) else text
    return read_people(data, f"{kind}.csv", kind)


def faults(text: str | bytes, kind: Kind = "mentees") -> tuple[Fault, ...]:
    with pytest.raises(CsvFaults) as refused:
        read(text, kind)
    assert str(refused.value) == "\n".join(str(fault) for fault in refused.value.faults)
    return refused.value.faults


def the_fault(text: str | bytes, kind: Kind = "mentees") -> Fault:
    (fault,) = faults(text, kind)
    return fault


def outcome(data: bytes) -> tuple[tuple[PersonRow, ...], tuple[Fault, ...]]:
    try:
        return read(data).rows, ()
    except CsvFaults as refused:
        return (), refused.faults


# Accepted


def test_the_files_of_the_tests_are_read_without_a_note() -> None:
    mentees = read((FILES / "mentees.csv").read_bytes())
    mentors = read((FILES / "mentors.csv").read_bytes(), "mentors")
    assert (len(mentees.rows), len(mentors.rows)) == (24, 8)
    assert mentees.notes == mentors.notes == ()
    assert mentees.columns == set(COLUMNS["mentees"])
    assert sum(to_mentor(person).capacity for person in mentors.rows) < len(mentees.rows)


def test_every_column_of_a_mentee_arrives() -> None:
    text = (
        ",".join(COLUMNS["mentees"])
        + '\ne1, Ada ,ada@example.org,Nurse,Analyst,"one\r\ntwo",SQL:1>4;Excel,Sales,2.5,en;PT-br,'
        + "europe/berlin,Sat 22:00-01:00,video;weekly,Care,o1\n"
    )
    mentee = to_mentee(read(text).rows[0])
    assert (mentee.id, mentee.name, mentee.goals) == ("e1", "Ada", "one\ntwo")
    assert mentee.skills_wanted == (("SQL", 4, 1), "Excel")
    assert (mentee.years_experience, mentee.languages, mentee.time_zone) == (2.5, ("en", "pt-BR"), "Europe/Berlin")
    assert mentee.availability == ((5, 1320, 1500),)
    assert (mentee.preferences, mentee.team, mentee.manager_id) == (("video", "weekly"), "Care", "o1")
    assert (mentee.current_role, mentee.target_role, mentee.not_interested_in) == ("Nurse", "Analyst", "Sales")


def test_every_column_of_a_mentor_arrives() -> None:
    text = (
        ",".join(COLUMNS["mentors"])
        + "\no1,Bo,,Lead,Nurse @ Clinic (2010-2014);Analyst,Bio,SQL:5,12,3,en,Asia/Tokyo,Mon 09:00-10:00,chat,Ops,o2\n"
    )
    mentor = to_mentor(read(text, "mentors").rows[0])
    assert mentor.past_roles == (("Nurse", "Clinic", 2010, 2014), ("Analyst", "", None, None))
    assert (mentor.skills_offered, mentor.capacity, mentor.years_experience) == ((("SQL", 5),), 3, 12.0)
    assert (mentor.bio, mentor.team, mentor.manager_id) == ("Bio", "Ops", "o2")


def test_ids_only_are_enough_and_everything_else_is_unknown() -> None:
    mentee, mentor = to_mentee(read("id\ne1\n").rows[0]), to_mentor(read("id\no1\n", "mentors").rows[0])
    assert (mentee.availability, mentee.time_zone, mentee.team, mentee.years_experience) == (None,) * 4
    assert mentor.capacity == 1


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_byte_order_mark_and_line_ends_do_not_matter(newline: str, mark: bytes) -> None:
    people = read(mark + newline.join(["id,name", "e1,Ada", "e2,Bo", ""]).encode())
    assert [(person.row, person.id, person.name) for person in people.rows] == [(2, "e1", "Ada"), (3, "e2", "Bo")]
    assert people.notes == ()


def test_rows_are_counted_as_a_spreadsheet_does() -> None:
    people = read('id,goals\ne1,"a\nb\nc"\n\ne2,"d\ne"\ne3,\n')
    assert [person.row for person in people.rows] == [2, 4, 5]
    assert the_fault('id,goals\ne1,"a\nb\nc"\ne1,x\n').row == 3


@pytest.mark.parametrize(
    "text",
    ["🎯 goal 👩🏽‍💻", "שלום עולם", "مرحبا", "<script>alert(1)</script>", "=HYPERLINK(1)", "@SUM(A1)", "𝒜 e\u0301"],
)
def test_any_text_is_kept_as_plain_text(text: str) -> None:
    assert read(f'id,goals\ne1,"{text}"\n').rows[0].goals == text


def test_three_hundred_skills_and_very_long_texts_are_taken() -> None:
    skills, goals = ";".join(f"Skill {i}:{i % 5 + 1}" for i in range(300)), "x" * 200_000
    person = read(f'id,skills_wanted,goals\ne1,"{skills}",{goals}\n').rows[0]
    assert len(person.skills_wanted) == 300
    assert len(person.goals) == 200_000


def test_unknown_columns_are_named_and_left_out() -> None:
    people = read("id,Shoe size,capacity,,goals\ne1,42,7,,\n")
    assert people.columns == {"id", "goals"}
    assert people.notes == ("mentees.csv: columns left out, as they are not known: shoe size, capacity, number 4.",)


def test_capacity_zero_is_taken_and_an_empty_one_is_one_seat() -> None:
    people = read("id,capacity\no1,0\no2,\no3,1000\n", "mentors").rows
    assert [p.capacity for p in people] == [0, None, 1000]
    assert [to_mentor(p).capacity for p in people] == [0, 1, 1000]


def test_ids_are_never_altered() -> None:
    people = read('id,manager_id\n" e1 ", x\n"=1+1",\n007,\n"a,""b""",\n')
    assert [person.id for person in people.rows] == [" e1 ", "=1+1", "007", 'a,"b"']
    assert people.rows[0].manager_id == " x"
    assert "row 2" in people.notes[0]


def test_the_template_holds_every_column() -> None:
    assert template("mentors").decode().strip().split(",") == list(COLUMNS["mentors"])


# Refused


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n\r\n  \n"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert the_fault(data).sentence == "The file is empty."


def test_a_header_without_people_is_refused() -> None:
    assert "nobody" in the_fault("id,name\n").sentence


@pytest.mark.parametrize(
    ("header", "kind", "told"),
    [
        ("id,name,bio,team,capacity", "mentees", "mentors (it has the columns bio, capacity)"),
        ("id;Skills_Offered", "mentees", "mentors (it has the column skills_offered)"),
        ("id,skills_wanted,years_experience,goals", "mentors", "mentees (it has the columns skills_wanted, goals)"),
    ],
)  # fmt: skip
def test_a_file_of_the_other_kind_is_refused_by_its_columns(header: str, kind: Kind, told: str) -> None:
    fault = the_fault(f"{header}\n7\n", kind)
    assert str(fault).startswith(f"{kind}.csv: This looks like a file of {told}; give the file of {kind} here, or take")


@pytest.mark.parametrize("header", ["id", "id,name,languages,years_experience,team", "id,goals,bio,capacity"])
def test_a_file_that_may_be_of_either_kind_is_taken(header: str) -> None:
    assert [person.id for person in read(f"{header}\ne1\n").rows] == ["e1"]


def test_a_missing_id_column_is_refused() -> None:
    fault = the_fault("name,email\nAda,a@example.org\n")
    assert (fault.row, fault.column) == (1, "id")


@pytest.mark.parametrize("cell", ["", "  ", '""'])
def test_a_blank_id_is_refused(cell: str) -> None:
    fault = the_fault(f"id,name\ne1,Ada\n{cell},Bo\n")
    assert (fault.row, fault.column) == (3, "id")


def test_a_duplicate_id_is_refused_and_names_both_rows() -> None:
    fault = the_fault("id,name\ne1,Ada\ne2,Bo\ne1,Cy\n")
    assert (fault.row, fault.column, fault.value) == (4, "id", "e1")
    assert "Row 2" in fault.sentence


@pytest.mark.parametrize("name", ["name", "Name", "shoe size"])
def test_a_duplicate_column_is_refused(name: str) -> None:
    fault = the_fault(f"id,{name},{name.upper()}\ne1,a,b\n")
    assert (fault.row, fault.column) == (1, name.lower())


def test_too_many_fields_are_refused() -> None:
    fault = the_fault("id,name\ne1,Ada\ne2,Bo,extra\n")
    assert (fault.row, fault.value) == (3, "extra")
    assert "3 fields" in fault.sentence


@pytest.mark.parametrize(
    ("text", "row", "column"),
    [
        ('id,goals\ne1,fine\ne2,"never closed\ne3,x\n', 3, "goals"),
        ('id,goals\ne1,"two\nlines"\ne2,"never closed', 3, "goals"),
        ('id,goals\n"e1,fine\ne2,"x"\n', 2, "id"),
        ('id,goals\ne1,"stray" text\n', 2, ""),
        ('"id,goals\ne1,x\n', 1, ""),
    ],
)
def test_an_unclosed_quote_is_refused_in_the_row_where_it_opens(text: str, row: int, column: str) -> None:
    fault = the_fault(text)
    assert (fault.row, fault.column) == (row, column)
    assert "quotation mark" in fault.sentence


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04\x14\x00\x06\x00", b"\x89PNG\r\n\x1a\n\x00\x00", b"\x7fELF\x02\x01\x01", bytes(range(256)) * 4],
)
def test_binary_files_are_refused(data: bytes) -> None:
    assert all("CSV UTF-8" in fault.sentence for fault in faults(data))


def test_a_file_over_20_megabytes_is_refused() -> None:
    header = b"id,goals\n"
    assert "20 MB" in the_fault(header + b"x" * (20_000_001 - len(header))).sentence
    big = header + b"e1," + b"x" * (20_000_000 - len(header) - 3)
    assert len(read(big).rows[0].goals) > 19_000_000


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *(("capacity", value) for value in ("2.5", "2.0", "-1", "1001", "two", "1e2", "+3", "9" * 5000)),
        *(("skills_offered", value) for value in ("SQL:0", "SQL:6", "SQL:2.5", "Excel;SQL:-1", "SQL:99999", ":3")),
        *(("time_zone", value) for value in ("Berlin", "Europe/Atlantis", "UTC+2", "../etc/passwd", "Factory")),
        *(("languages", value) for value in ("english", "en_US", "e", "pt-", "en;de--AT", "en de", "-en", "ñ")),
        *(
            ("availability", value)
            for value in (
                "whenever",
                "Mon",
                "Mon 18:00",
                "Mon 25:00-26:00",
                "Mon 18:60-19:00",
                "Mon 18:00-24:30",
                "Xyz 18:00-20:00",
                "Mon 18-20",
                "Mon 18:00-18:00",
                "Mon 18:00-20:00,Tue 18:00-20:00",
                "Mon 24:00-24:00",
            )
        ),
        *(("years_experience", value) for value in ("-1", "81", "many", "nan", "inf", "3,5", "1_0")),
        ("preferences", "telepathy"),
    ],
)
def test_values_out_of_the_contract_are_refused_with_their_place(column: str, value: str) -> None:
    fault = the_fault(f'id,name,{column}\no1,Ada,\no2,"a\nb","{value}"\n', "mentors")
    assert (fault.row, fault.column, fault.value) == (3, column, value)
    assert str(fault).startswith(f"mentors.csv, row 3, column {column}, value “")
    assert len(str(fault)) < 300


def test_all_faults_are_found_at_once_in_the_order_of_rows() -> None:
    found = faults("id,capacity,time_zone\no1,x,y\no2,1,UTC,5\n,1,Nowhere\no1,,\n", "mentors")
    places = [(fault.row, fault.column) for fault in found]
    assert places == [(2, "capacity"), (2, "time_zone"), (3, ""), (4, "time_zone"), (4, "id"), (5, "id")]


# Either, saying so


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "cp1252", "shift_jis"])
def test_other_encodings_are_refused_with_the_cure(encoding: str) -> None:
    text = "id,name\ne1,日本\n" if encoding == "shift_jis" else "id,name\ne1,Zoë\n"
    assert "CSV UTF-8" in the_fault(text.encode(encoding)).sentence


def test_semicolons_and_tabs_are_read_and_noted() -> None:
    people = read('id;name;skills_wanted\ne1;"Ada, Countess";"SQL:4;Excel"\n')
    assert (people.rows[0].name, people.rows[0].skills_wanted) == ("Ada, Countess", (("SQL", 4), "Excel"))
    assert people.notes == ("mentees.csv: read with semicolons.",)
    assert read("id\tname\ne1\tAda\n").notes == ("mentees.csv: read with tabs.",)


def test_short_rows_are_read_as_unknown_and_noted() -> None:
    people = read("id,name,goals\ne1,Ada,x\ne2\n")
    assert people.rows[1].goals == ""
    assert "row 3" in people.notes[0]


def test_a_nul_character_is_refused_in_its_cell() -> None:
    fault = the_fault("id,name\ne1,A\x00da\n")
    assert (fault.row, fault.column) == (2, "name")


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200) | st.text(alphabet='id,;"\n\r\te1\x00é=', max_size=60).map(str.encode))
def test_whatever_the_bytes_it_is_read_or_refused_with_a_sentence(data: bytes) -> None:
    people, refused = outcome(data)
    assert bool(people) != bool(refused)
    assert all(fault.sentence for fault in refused)
    assert len({person.id for person in people}) == len(people)


# Fields


def test_only_a_number_after_the_last_colon_is_a_level() -> None:
    text = "C++: advanced;Ratio: 3:4;SQL: 2 > 5 ;a:b;Node:;x>4"
    expected = ("C++: advanced", ("Ratio: 3", 4), ("SQL", 5, 2), "a:b", "Node:", "x>4")
    assert parse_skills(text, "wanted") == expected
    with pytest.raises(ValueError, match="one level"):
        parse_skills("SQL:1>4", "taught")


def test_past_roles_come_with_what_is_known_of_place_and_years() -> None:
    text = "Nurse (ICU) @ City Clinic (2016-2019);Cook;Clerk @ A @ B (2016);Coach (2019–);Guide (2019-2016)"
    assert parse_past_roles(text) == (
        ("Nurse (ICU)", "City Clinic", 2016, 2019),
        ("Cook", "", None, None),
        ("Clerk", "A @ B", 2016, 2016),
        ("Coach", "", 2019, None),
        ("Guide (2019-2016)", "", None, None),
    )


def test_languages_are_well_formed_tags_in_their_usual_case() -> None:
    assert parse_languages("EN; pt-br;zh-hant-tw;en;de-CH-1996;x-klingon;sr-Latn;es-419") == (
        "en",
        "pt-BR",
        "zh-Hant-TW",
        "de-CH-1996",
        "x-klingon",
        "sr-Latn",
        "es-419",
    )


def test_blank_fields_are_unknown() -> None:
    assert (parse_availability(" "), parse_time_zone(" "), parse_years(" ")) == (None, None, None)
    assert not parse_skills(" ; ", "taught")
    assert not parse_past_roles(";")
    assert (parse_languages(""), parse_preferences(" ")) == ((), ())
    assert parse_capacity(" ") == 1


def test_every_listed_time_zone_is_taken() -> None:
    assert all(parse_time_zone(name) == name for name in time_zones())
    assert {"Europe/Berlin", "Asia/Kolkata", "UTC"} <= set(time_zones())


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="aB :;>@()12369-–\t.é", max_size=40))
def test_what_is_parsed_is_formatted_and_parsed_back(text: str) -> None:
    roles = parse_past_roles(text)
    assert parse_past_roles(format_past_roles(roles)) == roles
    try:
        skills = parse_skills(text, "wanted")
    except ValueError:
        return
    assert parse_skills(format_skills(skills, "wanted"), "wanted") == skills


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 1439), st.integers(1, 1439)), min_size=1))
def test_weekly_times_are_formatted_and_parsed_back(times: list[tuple[int, int, int]]) -> None:
    slots = tuple((day, start, start + length) for day, start, length in times)
    assert parse_availability(format_availability(slots)) == slots


def test_a_formatter_refuses_what_its_parser_would_read_differently() -> None:
    for name in ("a;b", "Windows:3", ""):
        with pytest.raises(ValueError, match="read back differently"):
            format_skills([name], "taught")
    assert format_languages(["en", "pt-BR"]) == "en;pt-BR"
    assert format_preferences(["chat", "weekly"]) == "chat;weekly"


def test_hostile_cells_cost_no_time() -> None:
    blanks = " " * 300_000
    parse_past_roles(f"({blanks}x{blanks}@x({blanks}")
    parse_skills(f"SQL:4{blanks}x", "wanted")
    with pytest.raises(ValueError, match="language"):
        parse_languages("en-" + "a-" * 100_000)


# Out


@pytest.mark.parametrize("text", ["=1+1", "+49 30", "-x", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1"])
def test_formulas_are_inert_in_what_people_open(text: str) -> None:
    assert spreadsheet_safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Ada", "3-4", "-5", "-0.5", "a=b"])
def test_other_text_goes_out_as_it_is(text: str) -> None:
    assert spreadsheet_safe(text) == text


def test_pairs_are_written_as_the_contract_says() -> None:
    data = write_pairs([Pair("=e1", "-o1", 0.5, "=cmd"), Pair("e,2", None, None, "no seat"), Pair("e\r3", "o", 1, "é")])
    assert data.startswith(b"mentee_id,mentor_id,score,reason\n")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
    assert rows[1:] == [["=e1", "-o1", "0.500000", "'=cmd"], ["e,2", "", "", "no seat"], ["e\r3", "o", "1.000000", "é"]]


def test_what_is_probably_not_meant_is_named_and_taken() -> None:
    people = read_people(b'id,email,skills_wanted\na,not-a-mail,"SQL, Python"\nb,b@x.example,SQL\n', "m.csv", "mentees")
    assert [person.id for person in people.rows] == ["a", "b"]
    assert people.notes == (
        "m.csv: these do not look like e-mail addresses; nobody can sign in with them, row 2 (“not-a-mail”).",
        "m.csv: each of these was read as one skill; lists are separated by semicolons, row 2 (“SQL, Python”).",
    )
