"""Validation: Great Expectations suites over a whole batch → findings → a verdict per dataset.

The only package that imports great_expectations, which costs seconds: callers import it where they
have something to judge.
"""

from tasks.validation.checked import Submission
from tasks.validation.curated import judge_curated
from tasks.validation.judge import SUITES, Judged, judge
from tasks.validation.opinions import judge_opinions
from tasks.validation.settling import settle_curated

__all__ = ["SUITES", "Judged", "Submission", "judge", "judge_curated", "judge_opinions", "settle_curated"]
