"""Every change ever made to the tables of a data file, in order; a released one is never edited.

Each step runs in one transaction together with its record, so a failure leaves it pending. After
them all rows are stamped anew (``storage.checksums``). A new table with the clerk's data has the
column ``checksum integer not null default -1`` and is written through ``storage.writing`` alone.
"""

from sqlite_utils import Database, Migrations

from storage.checksums import add_column

__all__ = ["MIGRATIONS"]

MIGRATIONS = Migrations("nianbao")


@MIGRATIONS()
def m0001_tables(db: Database) -> None:
    """The years, their values, the four ledgers and the log of changes."""
    for statement in _FIRST_TABLES:
        db.execute(statement)


@MIGRATIONS()
def m0002_carried(db: Database) -> None:
    """Whether a request was carried in from the year before (表三第二项)."""
    db.execute("alter table requests add column carried integer")


@MIGRATIONS()
def m0003_kept(db: Database) -> None:
    """Reasons for which a 存疑 is kept."""
    db.execute(
        """create table kept (
            report_id integer not null references report(id) on delete cascade,
            key text not null,
            reason text not null,
            operands text not null,
            primary key (report_id, key)
        ) strict"""
    )


@MIGRATIONS()
def m0004_clock(db: Database) -> None:
    """The days of a request's clock, and the clerk's word on working days (工作日历)."""
    for column, kind in _CLOCK_COLUMNS.items():
        db.execute(f"alter table requests add column {column} {kind}")
    db.execute("create table calendar (key text not null primary key, said text not null) strict")


@MIGRATIONS()
def m0006_versions(db: Database) -> None:
    """Who made a change; the finished versions of a year (定稿) with their files."""
    for statement in _VERSIONS:
        db.execute(statement)


@MIGRATIONS()
def m0007_checksums(db: Database) -> None:
    """A checksum in every row, so that a damaged one is noticed."""
    for table in (each for each in db.table_names() if not each.startswith(("_", "sqlite_"))):
        add_column(db.conn, table)


_CLOCK_COLUMNS = {
    "applicant_name": "text",
    "amend_asked_on": "text",
    "amended_on": "text",
    "consulted_on": "text",
    "opinions_on": "text",
    "pages": "integer",
    "charged_on": "text",
    "paid_on": "text",
}

_VERSIONS = (
    "alter table change add column who text not null default ''",
    "create index change_place on change (report_id, place)",
    """create table version (
        report_id integer not null references report(id) on delete cascade,
        number integer not null,
        reason text not null,
        opened_at text not null,
        finished_at text,
        who text not null,
        program text not null,
        printed text not null,
        primary key (report_id, number)
    ) strict""",
    """create table finished_file (
        report_id integer not null references report(id) on delete cascade,
        number integer not null,
        kind text not null,
        name text not null,
        sha256 text not null,
        primary key (report_id, number, kind)
    ) strict""",
)

_FIRST_TABLES = (
    """create table report (
        id integer primary key,
        year integer not null unique,
        format text not null,
        created_at text not null
    ) strict""",
    """create table unit (
        report_id integer not null references report(id) on delete cascade,
        field text not null,
        text text not null,
        primary key (report_id, field)
    ) strict""",
    """create table figure (
        report_id integer not null references report(id) on delete cascade,
        key text not null,
        value text not null,
        primary key (report_id, key)
    ) strict""",
    """create table text (
        report_id integer not null references report(id) on delete cascade,
        key text not null,
        text text not null,
        primary key (report_id, key)
    ) strict""",
    """create table unparsed (
        report_id integer not null references report(id) on delete cascade,
        place text not null,
        text text not null,
        primary key (report_id, place)
    ) strict""",
    """create table publications (
        report_id integer not null references report(id) on delete cascade,
        id integer not null,
        title text,
        number text,
        published_on text,
        channels text,
        topic text,
        normative integer,
        link text,
        quantity integer,
        note text,
        primary key (report_id, id)
    ) strict""",
    """create table requests (
        report_id integer not null references report(id) on delete cascade,
        id integer not null,
        number text,
        received_on text,
        way text,
        applicant text,
        subject text,
        state text,
        outcome text,
        answered_on text,
        extended integer,
        fee text,
        quantity integer,
        note text,
        primary key (report_id, id)
    ) strict""",
    """create table disputes (
        report_id integer not null references report(id) on delete cascade,
        id integer not null,
        kind text,
        opened_on text,
        subject text,
        result text,
        quantity integer,
        note text,
        primary key (report_id, id)
    ) strict""",
    """create table improvements (
        report_id integer not null references report(id) on delete cascade,
        id integer not null,
        problem text,
        measure text,
        measure_text text,
        responsible text,
        due_on text,
        state text,
        result text,
        primary key (report_id, id)
    ) strict""",
    """create table change (
        id integer primary key,
        at text not null,
        report_id integer not null references report(id) on delete cascade,
        place text not null,
        before text,
        after text
    ) strict""",
)
