"""`python -m data.samples --mentees 1000 --mentors 300 --seed 1 --out DIR`: two CSV files of invented people."""

import argparse
from pathlib import Path

from data.samples import people, to_csv


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m data.samples", description=__doc__)
    parser.add_argument("--mentees", type=int, default=120)
    parser.add_argument("--mentors", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    sample = people(given.mentees, given.mentors, given.seed)
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "mentees.csv").write_bytes(to_csv(sample.mentees))
    (given.out / "mentors.csv").write_bytes(to_csv(sample.mentors))


main()
