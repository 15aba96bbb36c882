"""A finding within a text, how it was settled, and the text of its cell."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("finding", sa.Column("span", sa.String(), server_default="", nullable=False))
    op.add_column("finding", sa.Column("settlement", sa.Text(), server_default="", nullable=False))
    op.add_column("finding", sa.Column("raw", sa.Text(), server_default="", nullable=False))
