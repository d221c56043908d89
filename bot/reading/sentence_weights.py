"""The numbers of the sentence reader, as ``bot.reading.fit_sentence_reader`` printed them.

Fitted to news and encyclopedia questions with known answers; see the module for how.
"""

WEIGHTS = {
    "similarity": 3.09,
    "neighbour_similarity": 2.01,
    "page_similarity": 0.22,
    "coverage": 1.35,
    "neighbour_coverage": 1.32,
    "page_coverage": 2.06,
    "pair_coverage": 1.66,
    "missing_telling_word": 1.4,
    "news": -2.32,
    "length": 2.08,
    "age_held": 1.42,
    "number_held": 1.19,
    "person_held": 0.89,
    "name_held": 0.74,
    "place_held": 0.68,
    "time_held": 1.11,
    "reason_held": 0.61,
    "quote_held": 0.6,
    "abbreviation_held": 0.59,
    "age_missing": -1.42,
    "number_missing": -1.19,
    "person_missing": -0.89,
    "name_missing": -0.74,
    "place_missing": -0.68,
    "time_missing": -1.11,
    "reason_missing": -0.61,
    "quote_missing": -0.6,
    "abbreviation_missing": -0.59,
}
BIAS, PER_SCORE, PER_LEAD = -3.759, 0.474, 0.339

POOL_BIAS, PER_DECADE = 1.25, 0.6
"""How the logit of the confidence falls with each tenfold of passages: measured, without the
fitting, as what makes the mean confidence the share of right answers on folders of 4, 29 and 24,448
passages (+0.9, -0.5, -1.5; the largest one's answers are labelled by string, which hides some)."""
