"""What is in the files, and that what contradicts itself is refused."""

import json
import shutil
import tempfile
import unittest
from pathlib import Path

import content

FOLDER = Path(__file__).resolve().parent.parent


class ContentTest(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="hakaru-redash-"))
        self.addCleanup(shutil.rmtree, self.folder)
        shutil.copytree(FOLDER / "queries", self.folder / "queries")
        shutil.copy(FOLDER / "dashboard.json", self.folder)

    def change(self, edit):
        path = self.folder / "dashboard.json"
        description = json.loads(path.read_text("utf-8"))
        edit({query["file"]: query for query in description["queries"]}, description)
        path.write_text(json.dumps(description), "utf-8")

    def refused(self, message):
        with self.assertRaisesRegex(content.ContentError, message):
            content.read(self.folder)

    def test_should_read_name_description_and_all_four_keys_of_a_schedule(self):
        queries = {query["file"]: query for query in content.read(self.folder)["queries"]}

        self.assertEqual("Books", queries["books.sql"]["name"])
        self.assertIn("difference must be 0", queries["books.sql"]["description"])
        self.assertEqual(
            {"interval": 86400, "time": "04:00", "day_of_week": None, "until": None}, queries["books.sql"]["schedule"]
        )

    def test_should_say_bounds_and_utc_in_every_description(self):
        for query in content.read(self.folder)["queries"]:
            with self.subTest(query["file"]):
                self.assertRegex(query["description"], r"(?m)^Time: (UTC[.,] |that of the zone\. |everything)")

    def test_should_say_what_may_still_grow_where_counts_are_recent(self):
        for query in content.read(self.folder)["queries"]:
            if query["name"] not in ("Books", "Ledger", "Receipt", "Silent ads"):
                with self.subTest(query["file"]):
                    self.assertIn("may still grow", query["description"])

    def test_should_cast_every_sum_that_is_shown(self):
        for query in content.read(self.folder)["queries"]:
            # What stands before the outermost SELECT is not shown.
            shown = query["query"][query["query"].index("\nSELECT"):]
            for line in shown.splitlines():
                if "SUM(" in line and not line.startswith("--") and "ORDER BY" not in line:
                    with self.subTest(query["file"], line=line):
                        self.assertIn("CAST(", line)

    def test_should_take_no_parameter_that_could_end_a_literal(self):
        for query in content.read(self.folder)["queries"]:
            for parameter in query["options"]["parameters"]:
                with self.subTest(query["file"], parameter=parameter["name"]):
                    self.assertIn(parameter["type"], ("text-pattern", "number", "date-range", "datetime-range"))
                    if parameter["type"] == "text-pattern":
                        # Redash's server matches the whole value, its browser side any part of it.
                        self.assertRegex(parameter["value"], parameter["regex"])
                        self.assertNotRegex("a' OR 1 = 1 --", parameter["regex"])
                        self.assertNotRegex("a\\", parameter["regex"])

    def test_should_refuse_a_query_that_nobody_describes(self):
        (self.folder / "queries" / "new.sql").write_text("-- a\n-- b\n-- c\nSELECT 1\n", "utf-8")
        self.refused("new.sql")

    def test_should_refuse_a_query_without_a_header(self):
        (self.folder / "queries" / "books.sql").write_text("SELECT 1\n", "utf-8")
        self.refused("books.sql does not begin with")

    def test_should_refuse_an_undescribed_parameter(self):
        self.change(lambda queries, _: queries["silent-ads.sql"]["parameters"].pop())
        self.refused("silent-ads.sql uses the parameters")

    def test_should_refuse_to_schedule_what_only_a_browser_can_fill_in(self):
        self.change(lambda queries, _: queries["top-ads-by-value.sql"].update(schedule={"interval": 60}))
        self.refused("only a browser")

    def test_should_refuse_a_widget_of_a_visualization_that_is_not_there(self):
        self.change(lambda _, all_of_it: all_of_it["dashboard"]["widgets"][1].update(visualization="Nothing"))
        self.refused("the dashboard shows Nothing")

    def test_should_refuse_an_alert_whose_query_never_runs(self):
        self.change(lambda queries, _: queries["freshness.sql"].pop("schedule"))
        self.refused("needs a schedule for freshness.sql")


if __name__ == "__main__":
    unittest.main()
