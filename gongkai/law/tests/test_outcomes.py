"""Every closed case falls in one leaf row of the report, in either format."""

import pytest

from gongkai.law.cite import Article
from gongkai.law.outcomes import APPLICANT_KINDS, OUTCOMES, row_for

DENIED = [f"deny{number}" for number in range(1, 9)]
UNABLE = [f"unable{number}" for number in range(1, 4)]
REFUSED = [f"refuse{number}" for number in range(1, 6)]
LEAVES_2021 = ["granted", "partial", *DENIED, *UNABLE, *REFUSED, "other1", "other2", "other3"]
REGULATION = "政府信息公开条例"


def test_the_outcomes_are_the_leaf_rows_in_the_forms_order() -> None:
    assert list(OUTCOMES) == LEAVES_2021
    assert all(outcome.key == key == outcome.row_2021 for key, outcome in OUTCOMES.items())


def test_the_three_other_rows_were_one_in_2019_and_the_rest_were_the_same() -> None:
    for key in LEAVES_2021:
        assert row_for(key, "2021") == key
        assert row_for(key, "2019") == ("other" if key.startswith("other") else key)


@pytest.mark.parametrize(
    ("answer", "outcome", "article"),
    [
        ("already_public", "granted", Article(REGULATION, 36, item=1)),
        ("granted", "granted", Article(REGULATION, 36, item=2)),
        ("partial", "partial", Article(REGULATION, 37)),
        ("deny1", "deny1", Article(REGULATION, 14)),
        ("deny4", "deny4", Article(REGULATION, 15)),
        ("deny5", "deny5", Article(REGULATION, 16, 1)),
        ("deny6", "deny6", Article(REGULATION, 16, 2)),
        ("deny7", "deny7", Article(REGULATION, 16, 2)),
        ("deny8", "deny8", Article(REGULATION, 36, item=7)),
        ("not_existing", "unable1", Article(REGULATION, 36, item=4)),
        ("not_ours", "unable1", Article(REGULATION, 36, item=5)),
        ("unable2", "unable2", Article(REGULATION, 38)),
        ("unable3", "unable3", Article(REGULATION, 30)),
        ("refuse1", "refuse1", Article(REGULATION, 39, 1)),
        ("refuse2", "refuse2", Article(REGULATION, 36, item=6)),
        ("refuse3", "refuse3", Article(REGULATION, 39, 2)),
        ("refuse4", "refuse4", Article(REGULATION, 35)),
        ("refuse5", "refuse5", None),
        ("other1", "other1", Article(REGULATION, 30)),
        ("other2", "other2", Article(REGULATION, 42)),
        ("other3", "other3", None),
    ],
)
def test_an_answer_rests_on_its_article_and_falls_in_its_row(
    answer: str, outcome: str, article: Article | None
) -> None:
    assert {one.key: one.article for one in OUTCOMES[outcome].answers}[answer] == article


def test_an_answer_leads_to_one_outcome_only() -> None:
    answers = [answer.key for outcome in OUTCOMES.values() for answer in outcome.answers]
    assert len(answers) == len(set(answers)) == 23
    assert all(outcome.label and all(one.label for one in outcome.answers) for outcome in OUTCOMES.values())


def test_an_outcome_rests_on_the_article_of_one_of_its_answers() -> None:
    for outcome in OUTCOMES.values():
        assert outcome.article in [answer.article for answer in outcome.answers]


def test_an_unknown_outcome_or_format_is_refused() -> None:
    with pytest.raises(ValueError, match="没有“other”这一办理结果"):
        row_for("other", "2021")
    with pytest.raises(ValueError, match="没有“2020”年度报告格式"):
        row_for("granted", "2020")  # type: ignore[arg-type]


def test_the_applicants_are_the_six_columns_in_order() -> None:
    assert list(APPLICANT_KINDS) == ["person", "business", "research", "welfare", "legal", "other"]
    assert list(APPLICANT_KINDS.values()) == [
        "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他",
    ]  # fmt: skip
    with pytest.raises(TypeError):
        APPLICANT_KINDS["person"] = "公民"  # type: ignore[index]
