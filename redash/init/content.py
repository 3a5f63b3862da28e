"""Reads what Redash shall have: the queries from their SQL files, everything else from dashboard.json."""

import json
import re
from pathlib import Path

SCHEDULE_KEYS = ("interval", "time", "day_of_week", "until")
PARAMETER = re.compile(r"{{\s*([\w.]+)\s*}}")


class ContentError(Exception):
    """The files contradict each other; the message names the file and what is wrong with it."""


def read(folder):
    """Returns the queries with their visualizations, the alerts and the dashboard, checked against each other."""
    description = json.loads((folder / "dashboard.json").read_text("utf-8"))
    files = {path.name: path for path in sorted((folder / "queries").glob("*.sql"))}
    named = [query["file"] for query in description["queries"]]
    if sorted(named) != sorted(files):
        raise ContentError(f"dashboard.json and queries/ differ in {sorted(set(named) ^ set(files)) or named}")
    queries = [_query(files[entry["file"]], entry) for entry in description["queries"]]
    content = {"queries": queries, "alerts": description["alerts"], "dashboard": description["dashboard"]}
    _check_references(content)
    return content


def _query(path, entry):
    text = path.read_text("utf-8")
    comment = [line[3:] for line in text.splitlines() if line.startswith("-- ")]
    if len(comment) < 3 or not text.startswith("-- "):
        raise ContentError(f"{path.name} does not begin with a name, a description and its bounds")
    parameters = entry.get("parameters", [])
    _check_parameters(path.name, text, parameters)
    schedule = entry.get("schedule")
    if schedule and parameters and not all(_is_static(parameter) for parameter in parameters):
        raise ContentError(f"{path.name} has a schedule, but a parameter that only a browser can fill in")
    return {
        "file": path.name,
        "name": comment[0],
        "description": "\n".join(comment[1:]),
        "query": text,
        "schedule": _schedule(schedule),
        "options": {"parameters": [_parameter(parameter) for parameter in parameters], "apply_auto_limit": False},
        "visualizations": entry.get("visualizations", []),
    }


def _schedule(schedule):
    """Redash disables a schedule that lacks one of the four keys."""
    return None if schedule is None else {key: schedule.get(key) for key in SCHEDULE_KEYS}


def _parameter(parameter):
    """As the browser saves it."""
    return {"global": False, "locals": [], "enumOptions": None, **parameter}


def _is_static(parameter):
    """False for a date such as d_last_7_days, which the scheduler cannot resolve."""
    return not str(parameter["value"]).startswith("d_")


def _check_parameters(file, text, parameters):
    used = {name.split(".")[0] for name in PARAMETER.findall(text)}
    described = {parameter["name"] for parameter in parameters}
    if used != described:
        raise ContentError(f"{file} uses the parameters {sorted(used)}, but {sorted(described)} are described")


def _check_references(content):
    names = [query["name"] for query in content["queries"]]
    if len(set(names)) != len(names):
        raise ContentError(f"two queries have one name among {names}")
    visualizations = {(query["file"], "Table") for query in content["queries"]} | {
        (query["file"], visualization["name"])
        for query in content["queries"]
        for visualization in query["visualizations"]
    }
    for widget in content["dashboard"]["widgets"]:
        if "text" not in widget and (widget["file"], widget["visualization"]) not in visualizations:
            raise ContentError(f"the dashboard shows {widget['visualization']} of {widget['file']}, which is not there")
    scheduled = {query["file"] for query in content["queries"] if query["schedule"]}
    for alert in content["alerts"]:
        if alert["file"] not in scheduled:
            raise ContentError(f"the alert {alert['name']} needs a schedule for {alert['file']}")


def parameter_mappings(query):
    """Says that a widget takes every parameter of its query from the dashboard's parameter of that name."""
    return {
        parameter["name"]: {
            "name": parameter["name"],
            "type": "dashboard-level",
            "mapTo": parameter["name"],
            "value": None,
            "title": "",
        }
        for parameter in query["options"]["parameters"]
    }
