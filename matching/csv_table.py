"""Bytes of a CSV file → header and records, each with the row that a spreadsheet shows.

Everything that makes a file unreadable is found here, with its place; what was read although it is
unusual (another separator, short rows, unknown columns) is said in a note.
"""

import codecs
import csv
import io
import re
from dataclasses import dataclass

from matching.csv_fields import shown

LARGEST_FILE = 20_000_000  # bytes

# One process-wide setting of the csv module; without it a cell of 131,073 characters is an error.
csv.field_size_limit(LARGEST_FILE)

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SAVE_AS = "Save it as “CSV UTF-8” and choose that file."


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that cannot be taken; `row` is the spreadsheet row (header = 1), None = the whole file."""

    file: str
    row: int | None
    column: str  # "" = the whole row
    value: str
    sentence: str

    def __str__(self) -> str:
        row = f", row {self.row}" if self.row is not None else ""
        column = f", column {self.column}" if self.column else ""
        value = f", value “{shown(self.value)}”" if self.value else ""
        return f"{self.file}{row}{column}{value}: {self.sentence}"


class CsvFaults(ValueError):
    """A file was refused; `faults` holds everything that is wrong with it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Table:
    header: tuple[str, ...]
    records: tuple[tuple[int, tuple[str, ...]], ...]  # spreadsheet row, cells as wide as the header
    notes: tuple[str, ...]
    faults: tuple[Fault, ...]  # of single rows; the other rows can still be judged


def _decoded(data: bytes, file: str) -> str:
    if len(data) > LARGEST_FILE:
        sentence = f"The file is larger than {LARGEST_FILE // 1_000_000} MB; split it."
        raise CsvFaults((Fault(file, None, "", "", sentence),))
    if data.startswith(b"PK\x03\x04"):
        raise CsvFaults((Fault(file, None, "", "", f"This is a workbook or an archive, not CSV. {_SAVE_AS}"),))
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        sentence = f"The text is not UTF-8 (byte 0x{data[error.start]:02x} in line {row} of the file). {_SAVE_AS}"
        raise CsvFaults((Fault(file, None, "", "", sentence),)) from None
    if not text.strip():
        raise CsvFaults((Fault(file, None, "", "", "The file is empty."),))
    return text


def _separator(text: str) -> str:
    """A comma; a semicolon or tab only where it, and not the comma, splits the header into one with `id`."""
    first = text.lstrip("\r\n").splitlines()[0]
    for separator in ",;\t":
        names = next(csv.reader([first], delimiter=separator), [])
        if any(name.strip().casefold() == "id" for name in names):
            return separator
    return ","


def _records(text: str, separator: str, file: str) -> list[tuple[int, list[str]]]:
    """A quoted line break stays inside its record, as in a spreadsheet; empty lines count but are skipped."""
    records: list[tuple[int, list[str]]] = []
    row = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num
        try:
            record = next(reader)
        except StopIteration:
            return records
        except csv.Error as error:
            column, value = _stray_quote(text, separator, line, records, at_end="end of data" in str(error))
            sentence = "A quotation mark is opened and not closed where the cell ends."
            raise CsvFaults((Fault(file, row + 1, column, value, sentence),)) from None
        row += 1
        if record:
            records.append((row, record))


def _stray_quote(
    text: str, separator: str, line: int, records: list[tuple[int, list[str]]], at_end: bool
) -> tuple[str, str]:
    """Column and value of the cell in which quotes do not match, as far as a lenient reader shows it."""
    rest = io.StringIO("".join(io.StringIO(text, newline="").readlines()[line:]), newline="")
    cells = next(csv.reader(rest, delimiter=separator), [""])
    # An open quote swallows what follows: everything up to the end, or the line break before the next quote.
    places = [len(cells) - 1] if at_end else [i for i, cell in enumerate(cells) if "\n" in cell or "\r" in cell]
    if not places:
        return "", separator.join(cells)
    header = records[0][1] if records else []
    return header[places[0]].strip() if places[0] < len(header) else "", cells[places[0]]


def _control_faults(records: list[tuple[int, list[str]]], file: str) -> list[Fault]:
    header = records[0][1]
    return [
        Fault(
            file,
            row,
            header[place].strip() if row > records[0][0] and place < len(header) else "",
            _CONTROL.sub("�", cell),
            f"The cell holds a control character (code {ord(found[0])}), as binary files do. {_SAVE_AS}",
        )
        for row, record in records
        for place, cell in enumerate(record)
        if (found := _CONTROL.search(cell))
    ]


def _header_faults(names: tuple[str, ...], row: int, file: str) -> list[Fault]:
    faults = [
        Fault(file, row, name, "", "This column is there twice; keep one of them.")
        for name in dict.fromkeys(names)
        if name and names.count(name) > 1
    ]
    if "id" not in names:
        faults.append(Fault(file, row, "id", "", "There is no column “id”; it is the only one that is required."))
    return faults


def _notes(file: str, separator: str, short: list[int]) -> tuple[str, ...]:
    notes = [] if separator == "," else [f"{file}: read with {'semicolons' if separator == ';' else 'tabs'}."]
    if short:
        rows = ", ".join(str(row) for row in short[:10]) + (" …" if len(short) > 10 else "")
        notes.append(f"{file}: fewer fields than the header in row {rows}; what is missing counts as unknown.")
    return tuple(notes)


def read_table(data: bytes, file: str) -> Table:
    """Header names come in lower case, stripped. Raises CsvFaults where the rows cannot be judged at all."""
    text = _decoded(data, file)
    separator = _separator(text)
    records = _records(text, separator, file)
    if _CONTROL.search(text):
        raise CsvFaults(tuple(_control_faults(records, file)))
    (header_row, names), *rest = records
    header = tuple(name.strip().casefold() for name in names)
    faults = _header_faults(header, header_row, file)
    if not rest:
        faults.append(Fault(file, None, "", "", "There is a header but nobody below it."))
    if faults:
        raise CsvFaults(tuple(faults))
    width = len(header)
    too_wide = tuple(
        Fault(
            file,
            row,
            "",
            cells[width],
            f"The row has {len(cells)} fields, the header {width}; quote what holds a separator.",
        )
        for row, cells in rest
        if len(cells) > width
    )
    padded = tuple((row, tuple(cells[:width]) + ("",) * (width - len(cells))) for row, cells in rest)
    short = [row for row, cells in rest if len(cells) < width]
    return Table(header, padded, _notes(file, separator, short), too_wide)
