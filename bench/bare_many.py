"""A bare Streamlit page with BARE_CHARTS empty charts."""

import os

import plotly.graph_objects as go
import streamlit as st

for number in range(int(os.environ["BARE_CHARTS"])):
    st.plotly_chart(go.Figure(), key=f"chart-{number}")
