"""Case 3 of the vignettes, typed by a caseworker with a keyboard, page by page, as the case file has it."""

from datetime import date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from rettvis.journey.assessment import Assessment, ClockRow
from rettvis.journey.calculation import Choices
from rettvis.journey.decision import CaseSnapshot, Decision, ServiceLine, Tried
from rettvis.rulekit.facts import LASTING
from rettvis.web.demo.vignettes import read_vignette
from tests.browser.keyboard import Keyboard

CASEWORKER = "Kari Lunde"
YES_NO = {True: "Ja", False: "Nei", None: "Ikke oppgitt"}


def today() -> date:
    """The day in Norway."""
    return datetime.now(ZoneInfo("Europe/Oslo")).date()


def whole_case() -> CaseSnapshot:
    """What the caseworker types, dated for today."""
    return read_vignette("sak-3", today(), CASEWORKER)


def day(value: date) -> str:
    """A day as people type it."""
    return f"{value.day}.{value.month}.{value.year}"


def contacts(keys: Keyboard, assessment: Assessment) -> None:
    """Conversations, visits and documents."""
    for place, contact in enumerate(assessment.contacts):
        if place:
            keys.change("Legg til samtale")
        keys.choose("Hva det var", contact.kind.label.say("nb"), back=bool(place))
        keys.write("Dato", day(contact.on))
        keys.write("Hvem som var med", contact.who)
        keys.write("Hva som ble sagt", contact.note)
    keys.follow("Lagre og gå til Husstand")


def household(keys: Keyboard, assessment: Assessment) -> None:
    """Who lives together, work, and who leads the assistants."""
    home = assessment.household
    keys.answer("Bor personen alene", YES_NO[home.lives_alone])
    for member in home.members:
        keys.choose("Hvem det er", member.relation.label.say("nb"))
        keys.write("Arbeider", str(member.employment_percent))
        keys.write("Merknad", member.note)
    keys.write("Arbeid eller studier", home.work)
    keys.answer("Hvem", "Personen")
    keys.answer("Kan", YES_NO[assessment.supervisor.can_be_carried])
    keys.follow("Lagre og gå til Døgnklokke")


def day_clock(keys: Keyboard, assessment: Assessment) -> None:
    """The needs fetched from the application, each with its own figures."""
    keys.change("Hent 10 behov")
    rows = {row.request: row for row in assessment.clock.rows}
    here = keys.here
    assert here is not None, "the focus is lost when the needs are fetched"
    assert here.label == "Gjøremål", f"the focus is at {here.label}, not at the first activity"
    for request in whole_case().application.requests:
        clock_row(keys, rows[request.key])
    keys.follow("Lagre og gå til Medvirkning")


def clock_row(keys: Keyboard, row: ClockRow) -> None:
    """One activity in the table."""
    assert row.kind is not None
    assert row.when is not None
    assert row.when.part is not None
    assert row.assessed is not None
    assert row.place is not None
    keys.choose("Slags tjeneste", row.kind.label.say("nb"))
    keys.choose("Når", row.when.part.label.say("nb"))
    if row.assessed.times_per_week is None:
        keys.write("eller timer i uka", hours(row.assessed.minutes))
    else:
        keys.write("Minutter hver gang", str(row.assessed.minutes))
        keys.write("Ganger i uka", times(row.assessed.times_per_week))
    keys.unfold("Sted, fellesskap")
    keys.write("Hvorfor tallene er ulike", row.difference_reason)
    keys.choose("Hvor", row.place.label.say("nb"))
    keys.choose("Felles med husstanden", YES_NO[row.shared])
    keys.write("Merknad", row.note)


def participation(keys: Keyboard, assessment: Assessment) -> None:
    """What matters to the person, how it was weighed, and what was told."""
    for place, wish in enumerate(assessment.participation.wishes):
        assert wish.weighed is not None
        if place:
            keys.change("Legg til et ønske")
        keys.write("Hva er viktig", wish.words, back=bool(place))
        keys.choose("Hva ble det til", wish.weighed.label.say("nb"))
        keys.write("Hvordan ønsket er vurdert", wish.reason)
    for told in assessment.participation.information:
        keys.write("Hva personen er informert om", told.what)
        keys.write("Hvordan den ble tilrettelagt", told.adapted)
        keys.write("Dato", day(told.on))
    keys.follow("Lagre og gå til Periode")


def period(keys: Keyboard, assessment: Assessment) -> None:
    """From when and until when, and the whole in short."""
    assert assessment.need.start is not None
    keys.write("Behovet er der fra", day(assessment.need.start))
    if assessment.need.until == LASTING:
        keys.tick("Behovet er varig")
    keys.write("Kartleggingen i korte trekk", assessment.summary)
    keys.follow("Lagre")


def calculation(keys: Keyboard, choices: Choices) -> None:
    """What the others in the household take of the shared housework."""
    shared = choices.shared_housework
    assert shared is not None
    keys.write("De andres andel", str(shared.others_share))
    keys.write("Hvor praksisen er skrevet ned", shared.source)
    keys.write("Hvorfor de andre", shared.reason)
    keys.follow("Lagre utmålingen")


def decision(keys: Keyboard, written: Decision, address: tuple[str, ...]) -> None:
    """The three questions, the services, and the envelope."""
    question(keys, written.right)
    question(keys, written.necessary_help)
    question(keys, written.offer_after_no)
    for line in written.lines:
        service(keys, line)
    keys.write("Adressen på konvolutten", "\n".join(address))
    keys.follow("Lagre vedtaket")


def question(keys: Keyboard, tried: Tried) -> None:
    """One question with its answer and its reason."""
    keys.answer("", YES_NO[tried.answer])
    keys.write("Fakta som svaret bygger på", tried.reason.facts)
    keys.write("Hovedhensyn", tried.reason.considerations)


def service(keys: Keyboard, line: ServiceLine) -> None:
    """One service: granted or refused, how much, from when, and why."""
    number = "Tjeneste"
    shown = keys.reach(number)
    assert shown.chosen == line.service.label.say("nb"), f"the draft offers {shown.chosen}"
    if line.organised:
        keys.choose("Organisert", line.organised.label.say("nb"))
    keys.answer("Svar", "Innvilget" if line.granted else "Avslått")
    if line.extent:
        keys.write("Hvor mye", hours(line.extent.amount))
    if line.start and line.end and line.evaluate_on:
        keys.write("Fra", day(line.start))
        keys.write("Til", day(line.end))
        keys.write("Skal vurderes på nytt", day(line.evaluate_on))
    keys.write("Hva personen får hjelp til", line.content)
    [reason] = line.reasons
    keys.write("Fakta som svaret bygger på", reason.facts)
    keys.write("Hovedhensyn", reason.considerations)


def hours(minutes: int) -> str:
    """Minutes as hours with a colon, which are always exact."""
    return f"{minutes // 60}:{minutes % 60:02}"


def times(number: Fraction) -> str:
    """Times a week as people type them."""
    return str(number).replace("1/2", "0,5")
