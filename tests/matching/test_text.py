"""The text channel: cosines that depend on the two texts alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import encoders
from matching.text import Documents, compare, compare_writings, says_something, similarity, to_read

TEXTS = st.lists(st.text(max_size=60), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_any_texts_give_numbers_between_0_and_1(queries: list[str], documents: list[str]) -> None:
    values = similarity(queries, documents)
    assert values.shape == (len(queries), len(documents))
    assert values.dtype == np.float32
    assert ((values >= 0) & (values <= 1)).all()


@settings(max_examples=40, deadline=None)
@given(TEXTS, TEXTS)
def test_other_documents_change_nothing(queries: list[str], documents: list[str]) -> None:
    whole = similarity(queries, documents)
    for j, document in enumerate(documents):
        np.testing.assert_allclose(similarity(queries, [document])[:, 0], whole[:, j], atol=1e-6)


@pytest.mark.parametrize("title", ["Project manager", "Team lead", "Senior manager", "C++ developer", "Ökonomin"])
def test_a_title_is_like_itself(title: str) -> None:
    assert similarity([title], [title.upper()])[0, 0] == pytest.approx(1, abs=1e-6)


def test_everyday_words_count_less_than_telling_ones() -> None:
    product, programme = similarity(["Product manager"], ["Product owner", "Kitchen manager"])[0]
    assert product > programme > 0


def test_endings_still_meet() -> None:
    assert similarity(["accountant"], ["accounting"])[0, 0] > similarity(["accountant"], ["gardening"])[0, 0]


@pytest.mark.parametrize("text", ["", "??", "I want to grow my career", "help me get better"])
def test_a_goal_that_fits_everybody_says_nothing(text: str) -> None:
    assert not says_something(text)


@pytest.mark.parametrize("text", ["learn Python", "become a midwife", "数据分析师"])
def test_one_telling_word_says_something(text: str) -> None:
    assert says_something(text)


def test_no_texts_are_no_fault() -> None:
    assert similarity([], ["Nurse"]).shape == (0, 1)
    assert similarity(["Nurse"], []).shape == (1, 0)


def test_the_multilingual_encoder_reads_no_pair_of_english_texts() -> None:
    documents = Documents(["Night nurse", "Nachtdienst im Krankenhaus", "Baker"])
    english, asking, answering = (
        encoders.english(), encoders.multilingual_queries(), encoders.multilingual_documents()
    )  # fmt: skip
    assert english is not None
    assert asking is not None
    assert answering is not None
    read = to_read(["nurse", "I bake bread"], documents)
    assert set(read[english]) - {""} == {"nurse", "I bake bread", "Night nurse", "Baker"}
    assert set(read[asking]) == {"nurse", "I bake bread"}
    assert set(read[answering]) == {"Nachtdienst im Krankenhaus"}
    assert set(to_read(["Wir backen Brot"], documents)[answering]) == set(documents.texts)
    assert to_read(["nurse"], Documents(["Baker"])).keys() == {english}


def test_a_job_that_the_table_knows_in_another_language_is_read_in_english() -> None:
    documents = Documents(["Krankenpfleger", "Bäcker"])
    assert to_read(["nurse"], documents).keys() == {encoders.english()}
    nurse, baker = compare(["nurse"], documents)[0]
    assert nurse > 0.8 > baker


def test_what_is_listed_to_read_is_all_that_comparing_asks_for() -> None:
    queries, documents = ["nurse", "enfermera de noche"], Documents(["Night nurse", "Krankenpfleger im Nachtdienst"])
    for encoder, texts in to_read(queries, documents).items():
        encoder(texts)
    asked: list[str] = []
    with pytest.MonkeyPatch.context() as changed:
        for encoder in to_read(queries, documents):
            changed.setattr(encoder, "compute", asked.append)
        assert compare(queries, documents).shape == (2, 2)
    assert asked == []
    assert {text for texts in to_read(queries, documents).values() for text in texts} - {""} == set(queries)


def test_a_text_in_another_language_meets_its_like_in_english() -> None:
    nurse, baker = similarity(["Ich möchte Krankenschwester werden"], ["I work as a nurse", "I bake bread"])[0]
    assert nurse > baker


def test_a_bio_about_the_same_skill_is_closer_than_one_that_repeats_words() -> None:
    goal = ["Two departments blame each other every week. I want to learn how to mediate between them."]
    mediator = "I bring quarrelling parties to one table, help them listen and write down what they agree on."
    words = "Departments! Blame! Mediate! HR partner, HR desk, HR weekly, HR learn, HR mentor, HR HR HR."
    by_wording, by_topics = (find(goal, Documents([mediator, words]))[0] for find in (compare, compare_writings))
    assert by_wording[0] < by_wording[1]
    assert by_topics[0] > by_topics[1]


@settings(max_examples=30, deadline=None)
@given(TEXTS, TEXTS)
def test_other_writings_change_nothing_to_the_bit(queries: list[str], documents: list[str]) -> None:
    whole = compare_writings(queries, Documents(documents))
    assert ((whole >= 0) & (whole <= 1)).all()
    for i, query in enumerate(queries):
        for j, document in enumerate(documents):
            assert compare_writings([query], Documents([document]))[0, 0] == whole[i, j]


@pytest.mark.parametrize(
    ("goal", "right", "wrong"),
    [
        ("Je veux apprendre la comptabilité.", "Je suis comptable depuis dix ans.", "Je suis plombier."),
        ("Quiero abrir una panadería.", "Tengo mi propia panadería.", "Soy fontanero."),
        ("Quero aprender contabilidade.", "I have been an accountant for ten years.", "I play the guitar."),
    ],
)
def test_in_other_languages_unlike_texts_are_far_apart(goal: str, right: str, wrong: str) -> None:
    close, far = compare_writings([goal], Documents([right, wrong]))[0]
    assert far < 0.3
    assert close > far + 0.2
