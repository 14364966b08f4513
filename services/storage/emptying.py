"""Throwing everything away: only for an office of sample data."""

from services.storage import migrations
from services.storage.database import Database
from services.storage.tables import metadata


def empty(database: Database) -> None:
    """Drop every table and make them anew, all in one transaction, so that nobody ever sees half of it."""
    with database.state() as connection:
        metadata.drop_all(connection)
        connection.exec_driver_sql("PRAGMA user_version = 0")
        migrations.migrate(connection)
