"""What does a column say, independent of its caption?"""

from enum import Enum


class Role(Enum):
    """The meaning of a column; a form has at most one column of each.

    Rules, consolidation and results ask a form for a role. A form without such a column is not asked that question.
    """

    NUMBER = "the number by which a person is known and photos are named"
    NAME = "the person's name"
    SEX = "男 or 女"
    BIRTH_DATE = "the day of birth, as YYYYMMDD"
    PAPER_TYPE = "the kind of identity paper that bears the number"
    UNIT = "the unit where the person works"
    SCHOOL = "the school that gave the highest degree"
    STUDIED = "the subject studied there"
    PRACTISED = "the profession for which the title was obtained"
    MODE = "how the title was obtained: 评审, 考评结合 or 认定"
    REVIEW_ORG = "the review body, from the list"
    OTHER_REVIEW_ORG = "the review body, where the list lacks it"
    ADDRESS = "where letters reach the person"
    AUTHORITY = "the personnel department in charge"
    DOCUMENT = "the number of the document that announced the title"
    REPORTING_UNIT = "the unit that sends the row up"
    PHOTO_RESULT = "written by the program: what is wrong with the photo"
    IDENTITY_RESULT = "written by the program: what is wrong with the number"
