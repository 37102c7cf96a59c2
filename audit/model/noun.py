"""The base of every noun."""

from pydantic import BaseModel, ConfigDict


class Noun(BaseModel):
    """A frozen value: no unknown field, no silent change of type, each field's docstring its description."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        use_attribute_docstrings=True,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
    )
