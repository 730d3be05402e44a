"""A bare Streamlit page with one small Plotly chart: what the dashboard's pages are measured against."""

import plotly.graph_objects as go
import streamlit as st

st.plotly_chart(go.Figure(go.Scatter(x=[1, 2, 3], y=[1, 3, 2])))
