"""The administrator and the data source: what holds a secret, by Redash's own models, since its API shows no secret."""

from redash import models
from redash.query_runner import get_configuration_schema_for_query_runner_type
from redash.utils.configuration import ConfigurationContainer


def ensure_administrator(email, name, password):
    """
    Creates the organization and the administrator unless they are there; an existing one keeps the password.

    Returns the organization, the administrator's API key and the changes, a line each.
    """
    changes = []
    organization = models.Organization.get_by_slug("default")
    if organization is None:
        organization = models.init_db()[0]
        changes.append("created organization Default")
    user = models.User.query.filter(
        models.User.org == organization, models.User.email == email.lower()
    ).one_or_none()
    if user is None:
        groups = [organization.admin_group.id, organization.default_group.id]
        user = models.User(org=organization, name=name, email=email, group_ids=groups)
        user.hash_password(password)
        models.db.session.add(user)
        models.db.session.commit()
        changes.append(f"created administrator {user.email}")
    if user.is_disabled or not user.has_permission("admin"):
        raise SystemExit(f"{email} is disabled or no administrator: enable the account, or name another one")
    return organization, user.api_key, changes


def ensure_data_source(organization, name, options):
    """
    Creates the MySQL data source of that name, or brings its options to those given.

    Returns its id and the changes, a line each; never a password.
    """
    schema = get_configuration_schema_for_query_runner_type("mysql")
    wanted = ConfigurationContainer(options, schema)
    wanted.validate()
    source = (
        models.DataSource.query.filter(models.DataSource.org == organization, models.DataSource.name == name)
        .order_by(models.DataSource.id)
        .first()
    )
    if source is None:
        source = models.DataSource.create_with_group(org=organization, name=name, type="mysql", options=wanted)
        models.db.session.commit()
        return source.id, [f"created data source {name}"]
    present = source.options.to_dict()
    different = sorted(key for key in {*present, *options} if present.get(key) != options.get(key))
    if not different and source.type == "mysql":
        return source.id, []
    source.type = "mysql"
    source.options = wanted
    models.db.session.commit()
    return source.id, [f"updated data source {name}: {', '.join(different) or 'type'}"]
