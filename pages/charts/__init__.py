"""Data frame → plotly figure, a module per concept; no Streamlit, no SQL."""
