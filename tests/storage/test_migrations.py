"""A database that went through every step has the shape of the schema."""

import contextlib

import sqlalchemy as sa

from services.storage.database import Database
from services.storage.migrations import STEPS
from services.storage.tables import metadata


def shape(engine):
    """Every table with its columns, indexes and foreign keys, as SQLite knows them."""
    looked = sa.inspect(engine)
    return {
        table: (
            {column["name"]: (str(column["type"]), column["nullable"], column["primary_key"])
             for column in looked.get_columns(table)},
            {index["name"]: (index["column_names"], index["unique"]) for index in looked.get_indexes(table)},
            sorted((key["constrained_columns"], key["referred_table"]) for key in looked.get_foreign_keys(table)),
        )
        for table in looked.get_table_names()
    }


def test_the_steps_lead_to_the_tables_of_the_schema(tmp_path):
    Database(tmp_path / "panel.db").close()
    migrated, fresh = sa.create_engine(f"sqlite:///{tmp_path / 'panel.db'}"), sa.create_engine("sqlite://")
    metadata.create_all(fresh)
    assert shape(migrated) == shape(fresh)


def test_opening_again_repeats_no_step(tmp_path):
    for _ in range(2):
        database = Database(tmp_path / "panel.db")
        with database.reading() as reader:
            assert reader.connection.exec_driver_sql("PRAGMA user_version").scalar_one() == len(STEPS)
        database.close()


def test_a_step_that_fails_leaves_the_database_as_it_was(tmp_path, monkeypatch):
    def fails(connection):
        connection.exec_driver_sql("CREATE TABLE half (a)")
        raise RuntimeError

    monkeypatch.setattr("services.storage.migrations.STEPS", (*STEPS, fails))
    with contextlib.suppress(RuntimeError):
        Database(tmp_path / "panel.db")
    with sa.create_engine(f"sqlite:///{tmp_path / 'panel.db'}").connect() as connection:
        assert connection.exec_driver_sql("SELECT name FROM sqlite_master").all() == []
