"""What a consent speaks of: kinds of information, and kinds of documents."""

from django.db import models


class InformationKind(models.TextChoices):
    """Kinds of information that a consent may cover (form 3.2). There is no "everything" (R10)."""

    IDENTITY = "identity", "Identitet och kontakt"
    HOUSING = "housing", "Boende"
    HEALTH = "health", "Hälsa"
    SUBSTANCES = "substances", "Missbruk"
    OCCUPATION = "occupation", "Skola och sysselsättning"
    ECONOMY = "economy", "Ekonomi"
    NETWORK = "network", "Familj och nätverk"
    LEISURE = "leisure", "Fritid"
    CRIME = "crime", "Kriminalitet och misstankar"
    THREAT = "threat", "Hotbild"
    PLAN = "plan", "Insatser och plan"
    MEETING = "meeting", "Mötesnärvaro"
    # Asks for the third person's own consent beside the others' (R19).
    THIRD = "third", "Uppgifter om annan berörd"


class DocumentKind(models.TextChoices):
    """What may leave the house."""

    POLICE_REQUEST = "police_request", "Begäran till polisen"
    INVITATION = "invitation", "Kallelse till möte"
    PLAN = "plan", "Plan"
    MINUTES = "minutes", "Minnesanteckningar"
    TRANSFER = "transfer", "Överlämnande"
    STATUTORY = "statutory", "Uppgifter med stöd av lag"
    SUBMISSION = "submission", "Avidentifierad uppföljning (3.4)"
