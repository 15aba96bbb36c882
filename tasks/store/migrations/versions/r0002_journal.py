"""The journal: members of zips, withdrawals, confirmations, claims on inbox files; all cells of a finding."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Alembic adds no constraint to a table of SQLite's that is there; both databases take this as it is.
    parent = "CONSTRAINT fk_arrival_parent_id REFERENCES arrival (id)"
    op.execute(f"ALTER TABLE arrival ADD COLUMN parent_id INTEGER {parent}")
    op.add_column("finding", sa.Column("places", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "withdrawal",
        sa.Column("arrival_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["arrival_id"], ["arrival.id"], name=op.f("fk_withdrawal_arrival_id")),
        sa.PrimaryKeyConstraint("arrival_id", name=op.f("pk_withdrawal")),
    )
    op.create_table(
        "confirmation",
        sa.Column("arrival_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["arrival_id"], ["arrival.id"], name=op.f("fk_confirmation_arrival_id")),
        sa.PrimaryKeyConstraint("arrival_id", "code", name=op.f("pk_confirmation")),
    )
    op.create_table(
        "claim",
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("department", sa.String(), nullable=True),
        sa.Column("how", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("region", "path", "sha256", name=op.f("pk_claim")),
    )
