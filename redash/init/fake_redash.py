"""A Redash for tests: the few requests that reconcile.py makes, as strict as the real one and with its peculiarities."""

import copy

NEW_QUERY = {"name", "description", "query", "schedule", "options", "data_source_id", "tags"}
SCHEDULE_KEYS = {"interval", "time", "day_of_week", "until"}


class Answer:
    def __init__(self, status_code, body):
        self.status_code = status_code
        self._body = body

    def get_json(self):
        return copy.deepcopy(self._body)

    def get_data(self, as_text):
        return repr(self._body)


class FakeRedash:
    """Counts its writes. Ids are unique over all kinds, so that a mix-up shows."""

    def __init__(self, api_key):
        self._api_key = api_key
        self._last_id = 0
        self.queries, self.visualizations, self.alerts, self.dashboards, self.widgets = {}, {}, {}, {}, {}
        self.writes = 0

    def open(self, path, method, headers, json=None):
        if headers != {"Authorization": "Key " + self._api_key}:
            return Answer(404, "no such user")
        path, _, arguments = path.partition("?")
        kind, _, number = path.removeprefix("/api/").partition("/")
        if method == "GET":
            return self._get(kind, int(number or 0), dict(one.split("=") for one in arguments.split("&") if one))
        self.writes += 1
        body = copy.deepcopy(json)
        return Answer(200, self._edit(kind, int(number), body) if number else self._create(kind, body))

    def _get(self, kind, number, arguments):
        if number:
            return Answer(200, {"queries": self._query, "dashboards": self._dashboard}[kind](number))
        if kind == "alerts":
            return Answer(200, [{**one, "query": {"id": one["query_id"]}} for one in self.alerts.values()])
        # Lists are shallow: no visualizations, no widgets; the newest comes first.
        found = list(reversed(getattr(self, kind).values()))
        size, page = int(arguments["page_size"]), int(arguments["page"])
        if size > 250 or (page - 1) * size + 1 > len(found) > 0:
            return Answer(400, "Page is out of range.")
        return Answer(200, {"count": len(found), "results": found[(page - 1) * size : page * size]})

    def _query(self, number):
        ours = [one for one in self.visualizations.values() if one["query_id"] == number]
        return {**self.queries[number], "visualizations": ours}

    def _dashboard(self, number):
        ours = [one for one in self.widgets.values() if one["dashboard_id"] == number]
        return {**self.dashboards[number], "widgets": [self._widget(one) for one in ours]}

    def _widget(self, widget):
        shown = self.visualizations.get(widget["visualization_id"])
        return {**widget, "visualization": shown} if shown else widget

    def _next(self, kind, body):
        self._last_id += 1
        created = {**body, "id": self._last_id}
        getattr(self, kind)[self._last_id] = created
        return created

    def _create(self, kind, body):
        if kind == "queries":
            assert set(body) == NEW_QUERY, sorted(body)
            assert body["schedule"] is None or set(body["schedule"]) == SCHEDULE_KEYS, body["schedule"]
            created = self._next(kind, {**body, "is_draft": True})
            table = {"query_id": created["id"], "name": "Table", "type": "TABLE", "description": "", "options": {}}
            self._next("visualizations", table)
            return self._query(created["id"])
        if kind == "dashboards":
            assert set(body) == {"name"}, sorted(body)
            return self._next(kind, {**body, "is_draft": True, "tags": []})
        if kind == "widgets":
            assert set(body) == {"dashboard_id", "visualization_id", "text", "options", "width"}, sorted(body)
            assert body["visualization_id"] is None or body["visualization_id"] in self.visualizations
            assert body["dashboard_id"] in self.dashboards
        if kind in ("alerts", "visualizations"):
            assert body["query_id"] in self.queries
        return self._next(kind, body)

    def _edit(self, kind, number, body):
        one = getattr(self, kind)[number]
        if kind == "widgets":
            assert set(body) == {"text", "options"}, sorted(body)
        one.update(body)
        return one
