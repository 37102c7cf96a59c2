"""What stands in the place of something that takes its time: grey, and still for whoever wants no motion."""

import streamlit as st
from streamlit.elements.lib.skeleton_placeholder import SkeletonPlaceholder

HEIGHT = 320
"""Pixels: about as much as is seen of a picture at first."""


def outline() -> SkeletonPlaceholder:
    """Return what is shown while the block below it runs; nothing where it is quick."""
    return st.skeleton(height=HEIGHT)
