"""What is to put right in a workbook: as many places as one can work through, and how many more there are."""

from streamlit.testing.v1 import AppTest


def said():
    from audit.pages.parts.faults import faults_of_workbook

    faults_of_workbook([f"Sheet 1, row {row}: <b>no</b>" for row in range(1, 23)])


def test_twenty_are_drawn_and_the_rest_are_counted():
    at = AppTest.from_function(said).run()
    assert [each.value for each in at.error] == [
        "Nothing was kept: 22 things to put right in the workbook first."
    ]
    drawn = [each.proto.body for each in at.get("html")]
    assert len(drawn) == 21
    assert "row 1: &lt;b&gt;no" in drawn[0]
    assert "And 2 more." in drawn[-1]
