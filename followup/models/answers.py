"""What form 3.4 can be answered with. "Uppgift saknas" is an answer of its own, never a blank."""

from django.db import models


MISSING = ("missing", "Uppgift saknas")


class YesNo(models.TextChoices):
    YES = "yes", "Ja"
    NO = "no", "Nej"
    MISSING = MISSING


class Sex(models.TextChoices):
    WOMAN = "woman", "Kvinna"
    MAN = "man", "Man"
    MISSING = "missing", "Annat eller uppgift saknas"


class Sentence(models.TextChoices):
    NONE = "none", "Nej"
    YOUTH_CARE = "youth_care", "Ja, ungdomsvård"
    OTHER = "other", "Ja, annan påföljd"
    MISSING = MISSING


class Level(models.TextChoices):
    """How an area of life works, in the officer's judgement."""

    ONE = "1", "1 – Fungerar inte alls"
    TWO = "2", "2 – Fungerar dåligt"
    THREE = "3", "3 – Fungerar delvis"
    FOUR = "4", "4 – Fungerar ganska bra"
    FIVE = "5", "5 – Fungerar bra"
    MISSING = MISSING


class Housing(models.TextChoices):
    OWN = "own", "Eget boende"
    FAMILY = "family", "Hos familjen"
    SUPPORTED = "supported", "Stödboende eller HVB"
    TEMPORARY = "temporary", "Tillfälligt boende"
    HOMELESS = "homeless", "Hemlös"
    MISSING = MISSING


class Occupation(models.TextChoices):
    WORK = "work", "Arbete"
    STUDIES = "studies", "Studier"
    TRAINEE = "trainee", "Praktik eller Jobbtorg"
    NONE = "none", "Ingen"
    MISSING = MISSING


class Income(models.TextChoices):
    WORK = "work", "Eget arbete"
    STUDENT = "student", "Studiemedel"
    ALLOWANCE = "allowance", "Försörjningsstöd"
    SICKNESS = "sickness", "Sjukpenning eller aktivitetsersättning"
    FAMILY = "family", "Försörjs av familjen"
    ILLEGAL = "illegal", "Olaglig, enligt egen uppgift"
    MISSING = MISSING


class Substances(models.TextChoices):
    NONE = "none", "Inget missbruk"
    LESS = "less", "Minskat"
    SAME = "same", "Oförändrat"
    MORE = "more", "Ökat"
    MISSING = MISSING


class OwnCrime(models.TextChoices):
    NONE = "none", "Inga"
    SOME = "some", "Enstaka"
    SEVERAL = "several", "Flera"
    MISSING = MISSING


class Suspicion(models.TextChoices):
    """Suspicions and reports since the start, in the words of the report of 2012 and ours."""

    NONE = "none", "Inga"
    FEWER = "fewer", "Färre"
    PERIODS = "periods", "Bättre i perioder"
    SAME = "same", "Oförändrat"
    MORE = "more", "Fler"
    NEW = "new", "Ny misstanke"
    MISSING = MISSING


class Threat(models.TextChoices):
    """The levels of form 3.3, as they stood on the day."""

    NONE = "1", "1 – Ingen känd"
    LOW = "2", "2 – Låg"
    RAISED = "3", "3 – Förhöjd"
    HIGH = "4", "4 – Hög"
    MISSING = MISSING


class Will(models.TextChoices):
    """The will to change, 0–10."""

    ZERO = "0", "0 – Ingen"
    ONE = "1", "1"
    TWO = "2", "2"
    THREE = "3", "3"
    FOUR = "4", "4"
    FIVE = "5", "5"
    SIX = "6", "6"
    SEVEN = "7", "7"
    EIGHT = "8", "8"
    NINE = "9", "9"
    TEN = "10", "10 – Mycket stor"
    MISSING = MISSING
