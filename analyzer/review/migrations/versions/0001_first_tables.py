"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TIME = sa.DateTime(timezone=True)
_PLACE = sa.String(length=400).with_variant(sa.String(length=400, collation="C"), "postgresql")
_START = "0" * 64


def upgrade() -> None:
    op.create_table(
        "content",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("stored_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_content"),
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=400), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("expires_at", _TIME, nullable=False),
        sa.Column("error", sa.JSON(), nullable=True),
        sa.Column("report", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
    )
    op.create_index("ix_draft_expires_at", "draft", ["expires_at"], unique=False)
    op.create_index("ix_draft_owner", "draft", ["owner"], unique=False)
    op.create_table(
        "expected",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("place", _PLACE, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("period", sa.String(length=80), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_expected"),
        sa.UniqueConstraint("place", "kind", "period", name="uq_expected_place"),
    )
    op.create_table(
        "grant_",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("who", sa.String(length=400), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("given_by", sa.String(length=400), nullable=False),
        sa.Column("given_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_grant_"),
    )
    op.create_index("ix_grant__who", "grant_", ["who"], unique=False)
    op.create_table(
        "job",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("run_after", _TIME, nullable=False),
        sa.Column("lease_until", _TIME, nullable=True),
        sa.Column("worker", sa.String(length=200), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_job"),
        sa.UniqueConstraint("kind", "subject", name="uq_job_kind"),
    )
    op.create_index("ix_job_state_run_after", "job", ["state", "run_after"], unique=False)
    op.create_table(
        "log",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("actor", sa.String(length=400), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("object", sa.String(length=80), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_log"),
    )
    op.create_index("ix_log_action", "log", ["action"], unique=False)
    op.create_index("ix_log_object", "log", ["object"], unique=False)
    op.create_table(
        "log_head",
        sa.Column("id", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_log_head"),
    )
    op.create_table(
        "mail",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("to", sa.String(length=320), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("written_at", _TIME, nullable=False),
        sa.Column("sent_at", _TIME, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("run_after", _TIME, nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_mail"),
    )
    op.create_table(
        "person",
        sa.Column("key", sa.String(length=400), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=True),
        sa.Column("seen_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_person"),
    )
    op.create_index("ix_person_email", "person", ["email"], unique=False)
    op.create_table(
        "submission",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("place", _PLACE, nullable=False),
        sa.Column("place_key", _PLACE, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("period", sa.String(length=80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("revisions", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("assignee", sa.String(length=400), nullable=True),
        sa.Column("lease_until", _TIME, nullable=True),
        sa.Column("submitted_by", sa.String(length=400), nullable=False),
        sa.Column("submitted_at", _TIME, nullable=False),
        sa.Column("decided_by", sa.String(length=400), nullable=True),
        sa.Column("decided_at", _TIME, nullable=True),
        sa.Column("decision_note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_submission"),
        sa.UniqueConstraint("place", "kind", "period", name="uq_submission_place"),
    )
    op.create_index("ix_submission_assignee", "submission", ["assignee"], unique=False)
    for column in ("due", "place_key", "submitted_at", "year"):
        op.create_index(f"ix_submission_{column}", "submission", [column], unique=False)
    op.create_index("ix_submission_state", "submission", ["state"], unique=False)
    op.create_table(
        "revision",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("submission_id", _NUMBER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("submitted_by", sa.String(length=400), nullable=False),
        sa.Column("submitted_at", _TIME, nullable=False),
        sa.Column("checked_at", _TIME, nullable=True),
        sa.Column("verdict", sa.String(length=20), nullable=True),
        sa.Column("coverage", sa.Double(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("document_number", sa.Text(), nullable=True),
        sa.Column("error", sa.JSON(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("report", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["sha256"], ["content.sha256"], name="fk_revision_sha256"),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name="fk_revision_submission_id"),
        sa.PrimaryKeyConstraint("id", name="pk_revision"),
        sa.UniqueConstraint("submission_id", "number", name="uq_revision_number"),
        sa.UniqueConstraint("submission_id", "sha256", name="uq_revision_content"),
    )
    op.create_index("ix_revision_sha256", "revision", ["sha256"], unique=False)
    op.create_index("ix_revision_submission_id", "revision", ["submission_id"], unique=False)
    op.create_table(
        "finding",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("revision_id", _NUMBER, nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("fingerprint", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("severity", sa.String(length=10), nullable=False),
        sa.Column("change", sa.String(length=5), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("decision", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("correction", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.String(length=400), nullable=True),
        sa.Column("decided_at", _TIME, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name="fk_finding_revision_id"),
        sa.PrimaryKeyConstraint("id", name="pk_finding"),
        sa.UniqueConstraint("revision_id", "fingerprint", name="uq_finding_revision_id"),
    )
    op.create_index("ix_finding_code_decision", "finding", ["code", "decision"], unique=False)
    op.create_index("ix_finding_counted", "finding", ["revision_id", "severity", "decision", "code"], unique=False)
    op.create_table(
        "comment",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("submission_id", _NUMBER, nullable=False),
        sa.Column("finding_id", _NUMBER, nullable=True),
        sa.Column("author", sa.String(length=400), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name="fk_comment_finding_id"),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name="fk_comment_submission_id"),
        sa.PrimaryKeyConstraint("id", name="pk_comment"),
    )
    op.create_index("ix_comment_submission_id", "comment", ["submission_id"], unique=False)

    op.execute(f"INSERT INTO log_head (id, number, hash) VALUES (1, 0, '{_START}')")
    for statement in _guards():
        op.execute(statement)


def _guards() -> list[str]:
    """What makes the log append-only in the database itself."""
    if op.get_bind().dialect.name == "sqlite":
        said = "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
        # INSERT OR REPLACE deletes without asking the trigger on DELETE.
        replaced = "WHEN EXISTS (SELECT 1 FROM log WHERE number = NEW.number)"
        return [
            f"CREATE TRIGGER log_no_update BEFORE UPDATE ON log {said}",
            f"CREATE TRIGGER log_no_delete BEFORE DELETE ON log {said}",
            f"CREATE TRIGGER log_no_replace BEFORE INSERT ON log {replaced} {said}",
        ]
    return [
        "CREATE FUNCTION log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$",
        "CREATE TRIGGER log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log "
        "FOR EACH STATEMENT EXECUTE FUNCTION log_is_append_only()",
    ]


def downgrade() -> None:
    op.drop_table("comment")
    op.drop_table("finding")
    op.drop_table("revision")
    op.drop_table("submission")
    op.drop_table("person")
    op.drop_table("mail")
    op.drop_table("log_head")
    op.drop_table("log")
    op.drop_table("job")
    op.drop_table("grant_")
    op.drop_table("expected")
    op.drop_table("draft")
    op.drop_table("content")

    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION log_is_append_only()")
