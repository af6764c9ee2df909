"""Files as strangers bring them: sales of 3 stores on 40 days, written in many ways."""

import gzip
from collections.abc import Callable
from datetime import date, timedelta

from loading import PROMOTIONS_HEADER, SALES_HEADER

STORES, DAYS = (1, 2, 3), 40
ROWS = len(STORES) * DAYS
PLACE = "Shop,1 Road,Oslo,O,NO"
Line = Callable[[int, int, str], str]


def day(number: int, form: str = "%Y-%m-%d") -> str:
    """A day of 2024."""
    return (date(2024, 1, 1) + timedelta(days=number)).strftime(form)


def usual(store: int, number: int, amount: str) -> str:
    """A clean row."""
    return f"{store},{PLACE},{day(number)},{amount}"


def sales(line: Line = usual, header: str = SALES_HEADER) -> str:
    """A whole file, each row written by `line`."""
    rows = [line(store, number, f"{100 + 10 * number + store}.25") for store in STORES for number in range(DAYS)]
    return "".join(f"{row}\n" for row in (header, *rows))


def with_amount(write: Callable[[str, int], str]) -> str:
    """A file whose amounts are written otherwise."""
    return sales(lambda store, number, amount: f"{store},{PLACE},{day(number)},{write(amount, number)}")


def with_day(write: Callable[[int], str]) -> str:
    """A file whose days are written otherwise."""
    return sales(lambda store, number, amount: f"{store},{PLACE},{write(number)},{amount}")


def with_store(write: Callable[[int, int], str]) -> str:
    """A file whose stores are written otherwise."""
    return sales(lambda store, number, amount: f"{write(store, number)},{PLACE},{day(number)},{amount}")


def with_place(write: Callable[[int], str]) -> str:
    """A file whose stores are described otherwise."""
    return sales(lambda store, number, amount: f"{store},{write(number)},{day(number)},{amount}")


def promotions(line: Callable[[int, int], str]) -> str:
    """A file of promotions."""
    rows = [line(store, number) for store in STORES for number in range(DAYS)]
    return "".join(f"{row}\n" for row in (PROMOTIONS_HEADER, *rows))


# What is loaded whole and right.
WHOLE: dict[str, str | bytes] = {
    "plain": sales(),
    "byte order mark and Windows line ends": "\ufeff" + sales().replace("\n", "\r\n"),
    "no line end at the end": sales().rstrip("\n"),
    "blank lines between all": sales().replace("\n", "\n\n"),
    "line ends mixed": sales().replace("02\n", "02\r\n").replace("\n2,", "\r2,"),
    "a comma after each line": sales(lambda *row: usual(*row) + ",", SALES_HEADER + ","),
    "all values in quotes": sales(lambda *row: ",".join(f'"{value}"' for value in usual(*row).split(","))),
    "spaces around values": sales(lambda *row: usual(*row).replace(",", " , ")),
    "numbers with zeros before": with_store(lambda store, number: f"{store:03}" if number % 2 else str(store)),
    "a column more": sales(lambda *row: usual(*row) + ",x", SALES_HEADER + ",note"),
    "names that are not ASCII": with_place(lambda number: "Kaffe på Grünerløkka,1 Road,Oslo,O,NO"),
}

# What cannot be read as a whole, and the problem that says so.
UNREADABLE: dict[str, tuple[str | bytes, str]] = {
    "semicolons": (sales().replace(",", ";"), "InputDelimiter"),
    "tabs": (sales().replace(",", "\t"), "InputDelimiter"),
    "a line for spreadsheets": ("sep=;\n" + sales().replace(",", ";"), "InputDelimiter"),
    "a line for spreadsheets, with commas": ("sep=,\n" + sales(), "InputColumns"),
    "UTF-16": (sales().encode("utf-16"), "InputNotUtf8"),
    "Latin-1": (with_place(lambda number: "Grünerløkka,1 Road,Oslo,O,NO").encode("latin-1"), "InputNotUtf8"),
    "gzip": (gzip.compress(sales().encode()), "InputNotUtf8"),
    "capitals in the header": (sales(header=SALES_HEADER.upper()), "InputColumns"),
    "a comment first": ("# exported\n" + sales(), "InputColumns"),
    "no header": (sales().split("\n", 1)[1], "InputColumns"),
    "a column twice": (sales(lambda *row: usual(*row) + ",5", SALES_HEADER + ",total_sales"), "InputColumnsTwice"),
    "nothing": ("", "InputEmpty"),
    "a header alone": (SALES_HEADER + "\n", "InputEmpty"),
    "a header and blank lines": (SALES_HEADER + "\n\n\n", "InputEmpty"),
    "a quote that stays open": (sales().replace("2,Shop", '2,"Shop', 1), "InputQuoteUnclosed"),
}

# What is rejected of a file that can be read: how many rows, and the rule that most of them break.
REJECTED: dict[str, tuple[str, int, str]] = {
    "the file twice": (sales() + sales(), ROWS + 1, "duplicate key"),
    "several rows a day": (sales() + sales().split("\n", 1)[1], ROWS, "duplicate key"),
    "half of the days in another form": (
        with_day(lambda number: day(number, "%Y-%m-%d" if number % 2 else "%d.%m.%Y")),
        ROWS // 2,
        "bad date",
    ),
    "times with a zone": (with_day(lambda number: day(number) + "T23:30:00Z"), ROWS, "bad date"),
    "times of a day": (with_day(lambda number: day(number) + " 00:00:00"), ROWS, "bad date"),
    "two digits of a year": (with_day(lambda number: day(number, "%y-%m-%d")), ROWS, "bad date"),
    "days as numbers of a spreadsheet": (with_day(lambda number: str(45292 + number)), ROWS, "bad date"),
    "days beyond the calendar": (with_day(lambda number: f"20{30 + number}-01-01"), ROWS, "unknown date"),
    "commas for thousands": (with_amount(lambda amount, _: f'"1,{amount}"'), ROWS, "bad number"),
    "commas for decimals": (with_amount(lambda amount, _: f'"{amount.replace(".", ",")}"'), ROWS, "bad number"),
    "bare commas for decimals": (with_amount(lambda amount, _: amount.replace(".", ",")), ROWS, "wrong columns"),
    "a currency": (with_amount(lambda amount, _: f"${amount}"), ROWS, "bad number"),
    "three decimals": (with_amount(lambda amount, _: f"{amount}0"), ROWS, "bad number"),
    "noise of binary numbers": (with_amount(lambda amount, _: f"{float(amount) + 0.1:.17g}"), ROWS, "bad number"),
    "powers of ten": (with_amount(lambda amount, _: f"{float(amount):e}"), ROWS, "bad number"),
    "brackets for minus": (
        with_amount(lambda amount, number: f"({amount})" if number % 20 == 0 else amount),
        6,
        "bad number",
    ),
    "NA for unknown amounts": (
        with_amount(lambda amount, number: "NA" if number % 20 == 0 else amount),
        6,
        "bad number",
    ),
    "empty for unknown amounts": (
        with_amount(lambda amount, number: "" if number % 20 == 0 else amount),
        6,
        "bad number",
    ),
    "spaces that do not break": (with_amount(lambda amount, _: f"{amount}\u00a0"), ROWS, "bad number"),
    "stores as decimals": (with_store(lambda store, _: f"{store}.0"), ROWS, "bad number"),
    "stores as texts": (with_store(lambda store, _: f"SHOP_{store}"), ROWS, "bad number"),
    "stores that are too large": (with_store(lambda store, _: f"{store}000000000000"), ROWS, "bad number"),
    "a store with a new name half way": (
        with_place(lambda number: "Shop AS,1 Road,Oslo,O,NO" if number >= DAYS // 2 else PLACE),
        ROWS // 2,
        "two addresses",
    ),
    "a sum at the end": (sales() + "Total,,,,,,,1000.00\n", 1, "bad number"),
    "a last line that is cut": (sales()[:-30], 1, "wrong columns"),
}

# The same for promotions beside plain sales.
REJECTED_PROMOTIONS: dict[str, tuple[str, int, str]] = {
    "yes and no": (promotions(lambda store, number: f"{store},{day(number)},yes,no"), ROWS, "bad flag"),
    "other stores": (promotions(lambda store, number: f"{store + 10},{day(number)},1,0"), ROWS, "unknown store"),
    "each day twice": (promotions(lambda store, number: f"{store},{day(number // 2)},1,0"), ROWS // 2, "duplicate key"),
    "empty days": (promotions(lambda store, number: f"{store},,1,0"), ROWS, "missing key"),
}
