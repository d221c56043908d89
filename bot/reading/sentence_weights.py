"""The numbers of the sentence reader: those that ``training.fit_sentence_reader`` printed for
news and encyclopedia questions with known answers, and how confidence falls with size.
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
"""How the logit of the confidence falls with each tenfold of the passages that were searched.

Not fitted but measured: +0.9, -0.5 and -1.5 would make the mean confidence the share of right
answers in folders of 4, 29 and 24,448 passages (the largest one's answers are told by their
strings, which hides some); the line through them gives +0.9, +0.4 and -1.4.
"""

LEAST = 0.45
"""The confidence from which on an answer is shown, chosen on questions over three folders."""
