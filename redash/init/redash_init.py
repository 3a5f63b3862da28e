"""
Sets Redash up without a click: tables, administrator, data source, queries, alerts and the dashboard.

Runs in the Redash image, once before each start; a second run changes nothing. Exits with 0 when Redash has it all.
"""

import os
import subprocess
import sys
from pathlib import Path

import content
import reconcile

FOLDER = Path(__file__).resolve().parent.parent
# Where the image has Redash.
HOME = "/app"
# As in Redash's own form.
SHORTEST_PASSWORD = 6


def required(name):
    value = os.environ.get(name, "")
    if not value:
        raise SystemExit(f"{name} is not set")
    return value


def data_source_options():
    return {
        "host": required("HAKARU_MYSQL_HOST"),
        "port": int(os.environ.get("HAKARU_MYSQL_PORT", "3306")),
        "db": required("HAKARU_MYSQL_DATABASE"),
        "user": required("HAKARU_MYSQL_USER"),
        "passwd": required("HAKARU_MYSQL_PASSWORD"),
    }


def administrator():
    password = required("REDASH_ADMIN_PASSWORD")
    if len(password) < SHORTEST_PASSWORD:
        raise SystemExit(f"REDASH_ADMIN_PASSWORD has fewer than {SHORTEST_PASSWORD} characters")
    return required("REDASH_ADMIN_EMAIL"), os.environ.get("REDASH_ADMIN_NAME", "Administrator"), password


def migrate_tables():
    """Creates Redash's own tables in an empty database, and brings those of an older Redash up to date."""
    for command in (["database", "create_tables"], ["db", "upgrade"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=HOME, check=True)


def main():
    wanted, login, options = content.read(FOLDER), administrator(), data_source_options()
    migrate_tables()

    # Only now: importing Redash reads its settings, and needs its image.
    import accounts
    from redash import create_app

    app = create_app()
    with app.app_context():
        organization, api_key, changes = accounts.ensure_administrator(*login)
        source_id, source_changes = accounts.ensure_data_source(organization, "hakaru", options)
    reconciler = reconcile.Reconciler(reconcile.Api(app.test_client(), api_key), source_id)
    reconciler.apply(wanted)

    changes += source_changes + reconciler.changes
    print("\n".join(changes + [f"redash-init: {len(changes)} changes" if changes else "redash-init: nothing to change"]))


if __name__ == "__main__":
    main()
