"""Brings Redash to the content of the files by its REST API: compares first, and writes only what differs."""

import content

TAGS = ["hakaru"]
PAGE_SIZE = 250


class ApiError(Exception):
    """Redash refused a request; the message has the request and the answer."""


class Api:
    """Redash's REST API, called in the process: no port, no session, no click."""

    def __init__(self, client, api_key):
        self._client = client
        self._headers = {"Authorization": "Key " + api_key}

    def get(self, path):
        return self._call("GET", path)

    def post(self, path, body):
        return self._call("POST", path, json=body)

    def all(self, path):
        """All pages of a list."""
        results, page = [], 1
        while True:
            answer = self.get(f"{path}?page_size={PAGE_SIZE}&page={page}")
            results += answer["results"]
            if len(results) >= answer["count"] or not answer["results"]:
                return results
            page += 1

    def _call(self, method, path, **body):
        answer = self._client.open(path, method=method, headers=self._headers, **body)
        if answer.status_code != 200:
            raise ApiError(f"{method} {path} was answered {answer.status_code}: {answer.get_data(as_text=True)[:500]}")
        return answer.get_json()


class Reconciler:
    """Works once through the content. What it changed is in changes, a line each."""

    def __init__(self, api, data_source_id):
        self._api = api
        self._data_source_id = data_source_id
        self._visualizations = {}
        self._queries = {}
        self.changes = []

    def apply(self, wanted):
        # The newest comes first: of two with one name, the older one is ours.
        present = {
            query["name"]: query["id"]
            for query in self._api.all("/api/queries")
            if query["data_source_id"] == self._data_source_id
        }
        for query in wanted["queries"]:
            self._apply_query(query, present.get(query["name"]))
        alerts = {alert["name"]: alert for alert in self._api.get("/api/alerts")}
        for alert in wanted["alerts"]:
            self._apply_alert(alert, alerts.get(alert["name"]))
        self._apply_dashboard(wanted["dashboard"], {query["file"]: query for query in wanted["queries"]})

    def _apply_query(self, query, query_id):
        fields = {key: query[key] for key in ("name", "description", "query", "schedule", "options")}
        fields.update(data_source_id=self._data_source_id, tags=TAGS)
        if query_id is None:
            query_id = self._create("query", "/api/queries", fields)["id"]
        present = self._api.get(f"/api/queries/{query_id}")
        # A new query is a draft, whatever was asked for.
        self._update("query", f"/api/queries/{query_id}", {**fields, "is_draft": False}, present)
        self._queries[query["file"]] = query_id
        by_name = {visualization["name"]: visualization for visualization in present["visualizations"]}
        for visualization in query["visualizations"]:
            by_name[visualization["name"]] = self._apply_visualization(visualization, query_id, by_name)
        for name, visualization in by_name.items():
            self._visualizations[query["file"], name] = visualization["id"]

    def _apply_visualization(self, visualization, query_id, by_name):
        present = by_name.get(visualization["name"])
        if present is None:
            return self._create("visualization", "/api/visualizations", {**visualization, "query_id": query_id})
        self._update("visualization", f"/api/visualizations/{present['id']}", visualization, present)
        return present

    def _apply_alert(self, alert, present):
        fields = {
            "name": alert["name"],
            "rearm": alert["rearm"],
            "query_id": self._queries[alert["file"]],
            "options": {**alert["options"], "muted": False},
        }
        if present is None:
            self._create("alert", "/api/alerts", fields)
            return
        # Whoever muted it has a reason.
        fields["options"]["muted"] = present["options"].get("muted", False)
        self._update("alert", f"/api/alerts/{present['id']}", fields, {**present, "query_id": present["query"]["id"]})

    def _apply_dashboard(self, dashboard, queries):
        found = [one for one in self._api.all("/api/dashboards") if one["name"] == dashboard["name"]]
        board = found[-1] if found else self._create("dashboard", "/api/dashboards", {"name": dashboard["name"]})
        path = f"/api/dashboards/{board['id']}"
        present = self._api.get(path)
        widgets = {self._key(widget): widget for widget in present["widgets"]}
        for widget in dashboard["widgets"]:
            self._apply_widget(widget, board["id"], queries, widgets)
        # Last, so that nobody sees half a dashboard.
        self._update("dashboard", path, {"name": dashboard["name"], "tags": TAGS, "is_draft": False}, present)

    def _apply_widget(self, widget, dashboard_id, queries, widgets):
        options = {"isHidden": False, "position": widget["position"], "parameterMappings": {}}
        fields = {"text": widget.get("text", ""), "options": options}
        key = widget.get("text", "").split("\n")[0]
        visualization_id = None
        if "text" not in widget:
            key = visualization_id = self._visualizations[widget["file"], widget["visualization"]]
            options["parameterMappings"] = content.parameter_mappings(queries[widget["file"]])
        if key not in widgets:
            body = {**fields, "dashboard_id": dashboard_id, "visualization_id": visualization_id, "width": 1}
            self._create("widget", "/api/widgets", body, name=widget.get("visualization", key))
            return
        name = widget.get("visualization", key)
        self._update("widget", f"/api/widgets/{widgets[key]['id']}", fields, widgets[key], name=name)

    @staticmethod
    def _key(widget):
        """The visualization that it shows, or a text's first line."""
        visualization = widget.get("visualization")
        return visualization["id"] if visualization else (widget.get("text") or "").split("\n")[0]

    def _create(self, kind, path, fields, name=None):
        created = self._api.post(path, fields)
        self.changes.append(f"created {kind} {name or fields['name']}")
        return created

    def _update(self, kind, path, fields, present, name=None):
        different = sorted(key for key in fields if fields[key] != present.get(key))
        if different:
            self._api.post(path, fields)
            self.changes.append(f"updated {kind} {name or fields['name']}: {', '.join(different)}")
