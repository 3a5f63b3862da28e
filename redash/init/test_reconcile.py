"""That Redash has everything after one run, nothing changes in the second, and what was altered is put right."""

import unittest
from pathlib import Path

import content
import reconcile
from fake_redash import FakeRedash

FOLDER = Path(__file__).resolve().parent.parent
DATA_SOURCE_ID = 7


class ReconcileTest(unittest.TestCase):
    def setUp(self):
        self.redash = FakeRedash("key")
        self.content = content.read(FOLDER)

    def run_once(self):
        reconciler = reconcile.Reconciler(reconcile.Api(self.redash, "key"), DATA_SOURCE_ID)
        reconciler.apply(self.content)
        return reconciler.changes

    def query(self, name):
        return next(query for query in self.redash.queries.values() if query["name"] == name)

    def test_should_create_everything_and_leave_no_draft(self):
        self.run_once()

        self.assertEqual(len(self.content["queries"]), len(self.redash.queries))
        self.assertEqual(len(self.content["alerts"]), len(self.redash.alerts))
        self.assertEqual(len(self.content["dashboard"]["widgets"]), len(self.redash.widgets))
        drafts = [*self.redash.queries.values(), *self.redash.dashboards.values()]
        self.assertEqual({False}, {one["is_draft"] for one in drafts})

    def test_should_change_nothing_in_a_second_run(self):
        self.run_once()
        self.redash.writes = 0

        self.assertEqual([], self.run_once())
        self.assertEqual(0, self.redash.writes)

    def test_should_go_on_where_a_run_was_broken_off(self):
        whole = FakeRedash("key")
        reconcile.Reconciler(reconcile.Api(whole, "key"), DATA_SOURCE_ID).apply(self.content)
        for allowed in range(whole.writes):
            with self.subTest(writes=allowed):
                self.redash = BreakingRedash("key", allowed)
                with self.assertRaises(ConnectionError):
                    self.run_once()
                self.redash.allowed = whole.writes
                self.run_once()

                self.assertEqual([], self.run_once())
                for kind in ("queries", "visualizations", "alerts", "dashboards", "widgets"):
                    self.assertEqual(len(getattr(whole, kind)), len(getattr(self.redash, kind)), kind)

    def test_should_put_right_what_was_altered(self):
        self.run_once()
        self.query("Books").update(query="SELECT 1", schedule=None)
        next(iter(self.redash.alerts.values()))["options"]["value"] = 3_600
        self.redash.widgets.popitem()

        self.assertEqual(
            [
                "updated query Books: query, schedule",
                "updated alert Impressions are late: options",
                "created widget Table",
            ],
            self.run_once(),
        )
        self.assertEqual([], self.run_once())

    def test_should_leave_a_muted_alert_muted(self):
        self.run_once()
        for alert in self.redash.alerts.values():
            alert["options"]["muted"] = True

        self.assertEqual([], self.run_once())

    def test_should_leave_alone_what_others_have_made(self):
        foreign = {"name": "Books", "data_source_id": DATA_SOURCE_ID + 1, "query": "SELECT 2", "is_draft": True}
        self.redash.queries[1_000] = {**foreign, "id": 1_000}

        self.run_once()

        self.assertEqual({**foreign, "id": 1_000}, self.redash.queries[1_000])

    def test_should_take_the_older_of_two_with_one_name(self):
        self.run_once()
        self.redash.queries[1_000] = {**self.query("Books"), "id": 1_000, "query": "SELECT 2"}

        self.assertEqual([], self.run_once())

    def test_should_show_dashboard_parameters_to_every_widget_that_takes_them(self):
        self.run_once()

        query = self.query("Impressions per day")
        shown = [one["id"] for one in self.redash.visualizations.values() if one["query_id"] == query["id"]]
        widget = next(one for one in self.redash.widgets.values() if one["visualization_id"] in shown)
        mappings = widget["options"]["parameterMappings"]
        self.assertEqual({"date", "ad", "ads"}, set(mappings))
        self.assertEqual({"dashboard-level"}, {mapping["type"] for mapping in mappings.values()})

    def test_should_name_the_request_that_was_refused(self):
        with self.assertRaisesRegex(reconcile.ApiError, "GET /api/queries.* was answered 404"):
            reconcile.Reconciler(reconcile.Api(self.redash, "wrong"), DATA_SOURCE_ID).apply(self.content)


class BreakingRedash(FakeRedash):
    """Is killed after so many writes."""

    def __init__(self, api_key, allowed):
        super().__init__(api_key)
        self.allowed = allowed

    def open(self, path, method, headers, json=None):
        if method == "POST" and self.writes >= self.allowed:
            raise ConnectionError(path)
        return super().open(path, method, headers, json)


if __name__ == "__main__":
    unittest.main()
