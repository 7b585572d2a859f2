"""Menteo's chart settings. Colours are slots, which the browser replaces by the theme's: charts follow
light and dark without a rerun."""

from typing import Any

SLOTS = {
    "pine": "#000001",
    "ochre": "#000002",
    "sky": "#000003",
    "violet": "#000004",
    "plum": "#000005",
    "grey": "#000006",
    "text_muted": "#000007",
    "line": "#000008",
    "text_attention": "#000009",
    "text": "#000010",
    "background": "#000038",
}

LAYOUT: dict[str, Any] = {
    "margin": {"l": 0, "r": 8, "t": 8, "b": 0, "pad": 6},
    "hovermode": "x unified",
    "dragmode": False,
    "showlegend": False,
    "bargap": 0.42,
    "bargroupgap": 0.12,
    "barcornerradius": 3,
    "separators": ".,",
    "font": {"size": 13},
    "hoverlabel": {"font": {"size": 13, "color": "#000007"}},
    "legend": {"orientation": "h", "x": 0, "xanchor": "left", "y": 1.02, "yanchor": "bottom", "font": {"size": 13}},
    "xaxis": {
        "tickangle": 0,
        "showgrid": False,
        "zeroline": False,
        "ticks": "",
        "automargin": True,
        "fixedrange": True,
        "gridcolor": "#000008",
        "tickfont": {"size": 12, "color": "#000007"},
        "title": {"font": {"size": 12, "color": "#000007"}},
    },
    "yaxis": {
        "showgrid": True,
        "zeroline": False,
        "ticks": "",
        "automargin": True,
        "fixedrange": True,
        "nticks": 5,
        "gridcolor": "#000008",
        "tickfont": {"size": 12, "color": "#000007"},
        "title": {"font": {"size": 12, "color": "#000007"}},
    },
}

CATEGORY_AXIS: dict[str, Any] = {"showgrid": False, "nticks": 0, "tickfont": {"size": 13, "color": "#000010"}}
CONFIG: dict[str, Any] = {"displayModeBar": False, "responsive": True}
SEQUENTIAL = (
    "#000011",
    "#000012",
    "#000013",
    "#000014",
    "#000015",
    "#000016",
    "#000017",
    "#000018",
    "#000019",
    "#000020",
)
HEIGHTS = {"half": 270, "full": 300, "tall": 360}
