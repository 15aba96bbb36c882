"""The pictures of the report team's guide, made from the shipped submissions by real programs."""
