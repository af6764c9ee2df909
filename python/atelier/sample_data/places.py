"""Where the invented stores stand."""

from dataclasses import dataclass

CITIES = (
    ("Berlin", "BE"),
    ("Hamburg", "HH"),
    ("München", "BY"),
    ("Köln", "NW"),
    ("Frankfurt", "HE"),
    ("Stuttgart", "BW"),
    ("Leipzig", "SN"),
    ("Bremen", "HB"),
    ("Hannover", "NI"),
    ("Nürnberg", "BY"),
)
STREETS = ("Bahnhofstraße", "Hauptstraße", "Lindenallee", "Marktplatz", "Ringstraße", "Schillerstraße", "Am Hafen")
STATES = tuple(sorted({state for _, state in CITIES}))


@dataclass(frozen=True)
class Place:
    """A store as the sales file describes it on each of its rows."""

    store_id: int
    store_name: str
    store_address: str
    city: str
    state: str
    country: str = "Germany"


def place(store_id: int) -> Place:
    """The same number always gives the same store; no two stores share an address."""
    city, state = CITIES[(store_id - 1) % len(CITIES)]
    street = STREETS[(store_id - 1) % len(STREETS)]
    return Place(store_id, f"Store {store_id} {city}", f"{street} {store_id}", city, state)
