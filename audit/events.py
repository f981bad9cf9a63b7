"""What the log's codes mean to the one who reads it. A test holds every code against this table."""

SENTENCES = {
    # Reading
    "case.listed": "Såg ärendet i en lista",
    "case.found": "Såg ärendet i en sökning",
    "case.searched": "Sökte efter ärenden",
    "case.read": "Läste ärendet",
    "person.checked": "Kontrollerade ett nummer",
    "referral.read": "Läste aktualiseringen",
    "investigation.read": "Läste utredningen",
    "needs.read": "Läste behovs- och resursinventeringen",
    "threat.read": "Läste hotbildsbedömningen",
    "criteria.read": "Läste kriterierna",
    "decision.read": "Läste beslutsunderlaget",
    "staff.read": "Såg vilka som är handläggare",
    "journal.read": "Läste journalen",
    "log.read": "Läste loggen",
    # Step 1–3
    "person.registered": "Registrerade personen",
    "case.opened": "Öppnade ärendet",
    "case.stepped": "Förde ärendet till nästa steg",
    "case.closed": "Avslutade ärendet",
    "staff.assigned": "Lade till en handläggare",
    "staff.released": "Tog bort en handläggare",
    "referral.saved": "Sparade aktualiseringen",
    "needs.started": "Började på en inventering",
    "needs.saved": "Sparade inventeringen",
    "needs.signed": "Skrev på inventeringen",
    "threat.saved": "Sparade hotbildsbedömningen",
    "threat.signed": "Skrev på hotbildsbedömningen",
    "threat.decided": "Beslutade om åtgärder efter hotbildsbedömningen",
    "criteria.saved": "Sparade kriterierna",
    "insats_consent.saved": "Sparade samtycket till insatsen",
    "decision.drafted": "Sparade förslaget till beslut",
    "decision.submitted": "Lämnade förslaget för beslut",
    "decision.returned": "Lämnade tillbaka förslaget till beslut",
    "decision.approved": "Beviljade inskrivningen",
    "decision.declined": "Avslog inskrivningen",
    "journal.written": "Skrev i journalen",
}


def sentence(event: str) -> str:
    """The code in words. A code from an older version, no longer in the table, stands as it is."""
    return SENTENCES.get(event, event)
