"""The statistics page refuses a wrong address in a sentence; the threshold is the municipality's own."""

from rettvis.web.statistics.models import ThresholdSetting, threshold_of

WRONG = {
    "first=2026-05-01&last=2026-01-01": "før den første",
    "first=i+går": "dag.måned.år",
    "service=trolldom": "gyldig",
    "first=1990-01-01&last=2026-01-01": "lengre enn",
}


def test_a_wrong_address_gets_a_sentence(here, client):
    client.force_login(here.people["team_leader"])
    for words, sentence in WRONG.items():
        answer = client.get(f"/statistikk/?{words}")
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert client.get(f"/statistikk/fil/csv/?{words}").status_code == 404


def test_the_threshold_is_set_by_the_municipality_and_kept(here, client):
    client.force_login(here.people["administrator"])
    assert client.post("/statistikk/terskel/", {"threshold": "2"}).status_code == 422
    assert client.post("/statistikk/terskel/", {"threshold": "12"}).status_code == 302
    client.post("/statistikk/terskel/", {"threshold": "12"})
    assert threshold_of(here.municipality) == 12
    assert ThresholdSetting.objects.count() == 1
    client.force_login(here.people["analyst"])
    assert "færre enn 12" in client.get("/statistikk/?service=bpa").content.decode()
    assert client.post("/statistikk/terskel/", {"threshold": "3"}).status_code == 403
