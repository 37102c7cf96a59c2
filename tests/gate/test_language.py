"""The gate keeps the choice of a language, leads nowhere but back, and speaks the language itself."""

from audit.model.language import _, speaking


def test_a_choice_is_kept_before_sign_in_and_leads_back(visitor):
    who = visitor()
    answer = who.page("/language?to=cy&return_to=/board")
    assert (answer.status_code, answer.headers["location"]) == (303, "/board")
    assert "language=cy" in answer.headers["set-cookie"]
    assert "HttpOnly" in answer.headers["set-cookie"]
    said = who.page("/signed-out").text
    assert '<html lang="cy">' in said
    with speaking("cy"):
        assert _("You are signed out") in said
    assert '<html lang="en">' in visitor().page("/signed-out").text


def test_a_browser_in_welsh_is_met_in_welsh(visitor):
    said = visitor().page("/signed-out", **{"accept-language": "cy-GB,cy;q=0.9,en;q=0.5"}).text
    assert '<html lang="cy">' in said


def test_nothing_but_a_language_of_ours_is_kept_and_nobody_is_led_elsewhere(visitor):
    answer = visitor().page("/language?to=fr&return_to=https://elsewhere.example/")
    assert answer.headers["location"] == "/"
    assert "set-cookie" not in answer.headers
