from hearsay.read import parse_report, read_text
from hearsay.types import Credit, Line, Report, Stated


def names(text):
    return {text[n.start : n.end]: n for n in read_text(text).names}


def test_short_forms_of_a_person_lead_to_the_full_name():
    text = (
        "Interior Ministry spokesman Jan Holub spoke on Monday. Mr Holub left. Capt. Holub returned.\n"
        "Critics of Mr Hollub laughed. J. Holub did not. Maria de Souza came; De Souza left. Holub’s car was seen."
    )
    found = [(text[n.start : n.end], n.entity) for n in read_text(text).names if n.kind == "person"]
    assert {said for said, _ in found} >= {"Jan Holub", "Holub", "Hollub", "J. Holub", "De Souza"}
    assert {entity for _, entity in found} == {"Jan Holub", "Maria de Souza"}


def test_two_people_of_one_surname_stay_two():
    text = "Anna Novak met Petr Novak. Anna Novak spoke first. Petr Novak agreed."
    assert {n.entity for n in read_text(text).names} == {"Anna Novak", "Petr Novak"}


def test_initials_given_in_brackets_stand_for_the_name():
    found = names("The Meridian News Agency (MNA) reported it. MNA gave no source.")
    assert found["Meridian News Agency"].kind == "outlet"
    assert found["MNA"].entity == "Meridian News Agency"
    assert found["MNA"].kind == "outlet"


def test_initials_that_nobody_introduced_stand_for_the_name_they_abbreviate():
    found = names("The Harbour Workers Union met on Monday. The HWU said the strike goes on.")
    assert found["HWU"].entity == "Harbour Workers Union"


def test_outlets_are_told_by_table_and_by_shape():
    found = names("According to BBG, which cited the Ostrava Courier and Radio Velmar, the deal is off.")
    assert found["BBG"].kind == "outlet"
    assert found["BBG"].entity == "Bloomberg"
    assert found["Ostrava Courier"].kind == "outlet"


def test_a_town_lies_in_the_country_named_after_it_or_spoken_of():
    found = names("The depot in Ostrava, Czech Republic, burned. Crews from Brno came to Velkov, Czech Republic.")
    assert found["Ostrava"].path == ("Czechia", "Ostrava")
    assert found["Brno"].path == ("Czechia", "Brno")
    assert found["Velkov"].path == ("Czechia", "Velkov")


def test_towns_of_one_name_are_told_apart_by_their_state():
    assert names("The storm hit Paris, Texas, on Friday.")["Paris"].path == ("US", "Texas", "Paris")
    assert names("The minister flew from Paris to Berlin.")["Paris"].path == ("France", "Paris")


def test_a_place_that_no_list_knows_keeps_its_name():
    assert names("The bridge at Zelmovice collapsed.")["Zelmovice"].path == ("Zelmovice",)


def test_names_of_one_country_share_their_fullest_form():
    found = names("The United States agreed. The U.S. then changed its mind.")
    assert found["U.S."].entity == found["United States"].entity == "United States"
    assert found["U.S."].path == ("US",)


def test_titles_and_possessives_are_no_part_of_a_name():
    found = names("President Ana Torres’s envoy met Gen. Luis Prado in Lisbon.")
    assert {"Ana Torres", "Luis Prado"} <= set(found)


def test_names_do_not_depend_on_the_order_of_other_paragraphs():
    first = "Petra Vlkova saw the fire.\nThe Karvina Gazette reported it."
    second = "The Karvina Gazette reported it.\nPetra Vlkova saw the fire."
    assert {(n.kind, n.entity) for n in read_text(first).names} == {(n.kind, n.entity) for n in read_text(second).names}


def test_outlets_of_metadata_and_credits_are_known_in_the_text():
    text = "Newsdeck9 has the photos. HEN said so first."
    lines = (Line(0, len(text), "body", 1.0, "test"),)
    report = Report(
        "r",
        "r.txt",
        text,
        "en",
        lines,
        (Credit("agency", "Harbour Evening Newswire", 0, 4),),
        outlet=Stated("Newsdeck9", "given"),
    )
    found = {text[n.start : n.end]: n for n in parse_report(report).names}
    assert found["Newsdeck9"].kind == "outlet"
    assert (found["HEN"].kind, found["HEN"].entity) == ("outlet", "Harbour Evening Newswire")
