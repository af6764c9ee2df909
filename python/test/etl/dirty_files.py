"""A deliberately dirty pair of files: each line with the rule it breaks, or None."""

from loading import PLACE, sale

SALES: list[tuple[str, str | None]] = [
    (sale(), None),
    (sale(day="2024-01-02", total="0"), None),
    (sale(day="2024-01-03", total="-3.5"), None),
    (sale(day="2024-01-04", total="9999999999999999.99"), None),
    (sale(store=" 1 ", day=" 2024-01-05 ", total=" 7.05 "), None),
    (sale(store="007", day="2024-02-29"), None),
    (sale(store="-2147483648"), None),
    (sale(store="2147483647"), None),
    (sale(day="2010-01-01"), None),
    (sale(day="2029-12-31"), None),
    (sale(total="10.123"), "bad number: total_sales '10.123' has more than 2 decimals"),
    (sale(total="10.500"), "bad number: total_sales '10.500' has more than 2 decimals"),
    (sale(total="1e5"), "bad number: total_sales '1e5' is not a plain number such as 1234.50"),
    (sale(total='"1,000.00"'), "bad number: total_sales '1,000.00' is not a plain number such as 1234.50"),
    (sale(total="1_000"), "bad number: total_sales '1_000' is not a plain number such as 1234.50"),
    (sale(total="NaN"), "bad number: total_sales 'NaN' is not a plain number such as 1234.50"),
    (sale(total="inf"), "bad number: total_sales 'inf' is not a plain number such as 1234.50"),
    (sale(total="0x10"), "bad number: total_sales '0x10' is not a plain number such as 1234.50"),
    (sale(total="5."), "bad number: total_sales '5.' is not a plain number such as 1234.50"),
    (sale(total="+5"), "bad number: total_sales '+5' is not a plain number such as 1234.50"),
    (sale(total="١٢"), "bad number: total_sales '١٢' is not a plain number such as 1234.50"),
    (sale(total=""), "bad number: total_sales '' is not a plain number such as 1234.50"),
    (
        sale(total="12345678901234567.00"),
        "bad number: total_sales '12345678901234567.00' has more than 16 digits before the point",
    ),
    (sale(day="2023-02-30"), "bad date: sales_date '2023-02-30' is not a date written as yyyy-MM-dd"),
    (sale(day="2023-02-29"), "bad date: sales_date '2023-02-29' is not a date written as yyyy-MM-dd"),
    (sale(day="2100-02-29"), "bad date: sales_date '2100-02-29' is not a date written as yyyy-MM-dd"),
    (sale(day="2024-04-31"), "bad date: sales_date '2024-04-31' is not a date written as yyyy-MM-dd"),
    (sale(day="2024-13-01"), "bad date: sales_date '2024-13-01' is not a date written as yyyy-MM-dd"),
    (sale(day="2024-00-10"), "bad date: sales_date '2024-00-10' is not a date written as yyyy-MM-dd"),
    (sale(day="2024-1-5"), "bad date: sales_date '2024-1-5' is not a date written as yyyy-MM-dd"),
    (sale(day="05/01/2024"), "bad date: sales_date '05/01/2024' is not a date written as yyyy-MM-dd"),
    (sale(day="2024-01-05 00:00:00"), "bad date: sales_date '2024-01-05 00:00:00' is not a date written as yyyy-MM-dd"),
    (sale(day="2030-01-01"), "unknown date: sales_date '2030-01-01' is not in the calendar"),
    (sale(day="2009-12-31"), "unknown date: sales_date '2009-12-31' is not in the calendar"),
    (sale(day="2000-02-29"), "unknown date: sales_date '2000-02-29' is not in the calendar"),
    (sale(store=""), "missing key: store_id is empty"),
    (sale(store="  "), "missing key: store_id is empty"),
    (sale(day=""), "missing key: sales_date is empty"),
    (sale(store="1.0"), "bad number: store_id '1.0' is not a whole number from -2147483648 to 2147483647"),
    (sale(store="one"), "bad number: store_id 'one' is not a whole number from -2147483648 to 2147483647"),
    (
        sale(store="2147483648"),
        "bad number: store_id '2147483648' is not a whole number from -2147483648 to 2147483647",
    ),
    (sale(), "duplicate key: store 1 on 2024-01-01 is already on line 2"),
    (sale(store="01", total="99"), "duplicate key: store 1 on 2024-01-01 is already on line 2"),
    (
        sale(day="2024-03-01", place="Store,Street 2,Town,ST,Land"),
        "two addresses: 'Store, Street 2, Town, ST, Land', but the store is 'Store, Street 1, Town, ST, Land' "
        "since line 2",
    ),
    (sale(day="2024-03-02", place=" Store , Street 1,Town ,ST,Land"), None),
    (sale(store="8", place=",Street 1,Town,ST,Land"), "missing value: store_name is empty"),
    (sale(store="8", place="Store,,Town,ST,Land"), "missing value: store_address is empty"),
    (sale(store="8", place="Store,Street 1, ,ST,Land"), "missing value: city is empty"),
    (sale(store="8", place="Store,Street 1,Town,,Land"), "missing value: state is empty"),
    (sale(store="8", place="Store,Street 1,Town,ST,"), "missing value: country is empty"),
    (sale(store="8", place=f"{'n' * 51},Street 1,Town,ST,Land"), "too long: store_name"),
    (sale(store="8", place=f"Store,{'a' * 101},Town,ST,Land"), "too long: store_address"),
    (sale(store="8", place=f"Store,Street 1,{'c' * 51},ST,Land"), "too long: city"),
    (
        sale(store="8", place="Store,Street 1,Town,12345678901,Land"),
        "too long: state '12345678901' has more than 10 bytes",
    ),
    (sale(store="8", place="Store,Street 1,Town,Düüüüü,Land"), "too long: state 'Düüüüü' has more than 10 bytes"),
    (sale(store="8", place=f"Store,Street 1,Town,ST,{'c' * 51}"), "too long: country"),
    (sale(store="8", place=f"{'n' * 50},{'a' * 100},{'c' * 50},1234567890,{'c' * 50}"), None),
]

PROMOTIONS: list[tuple[str, str | None]] = [
    ("1,2024-01-01,1,0", None),
    ("1,2024-01-02, 0 , 1", None),
    ("1,2029-12-31,0,0", None),
    ("1,2024-01-03,2,0", "bad flag: promo '2' is neither 0 nor 1"),
    ("1,2024-01-03,0,", "bad flag: school_holiday '' is neither 0 nor 1"),
    ("1,2024-01-03,true,0", "bad flag: promo 'true' is neither 0 nor 1"),
    ("1,2024-01-01,0,0", "duplicate key: store 1 on 2024-01-01 is already on line 2"),
    ("3,2024-01-01,0,0", "unknown store: store 3 has no row in the sales file that could be loaded"),
    (",2024-01-01,0,0", "missing key: store_id is empty"),
    ("1,2024-02-30,0,0", "bad date: sales_date '2024-02-30' is not a date written as yyyy-MM-dd"),
    ("1,2030-01-01,0,0", "unknown date: sales_date '2030-01-01' is not in the calendar"),
]

# These do not fit into one line of the header's columns, so the file has to be read record by record.
IRREGULAR_SALES: list[tuple[str, str | None]] = [
    ('21,"Store\nnumber 21",Street 1,Town,ST,Land,2024-01-01,1', None),
    ("", None),
    (sale(store="22") + ",", "wrong columns: 9 values, the header names 8"),
    ("22", "wrong columns: 1 values, the header names 8"),
    ("   ", "wrong columns: 1 values, the header names 8"),
    ('22,"Store"x,Street 1,Town,ST,Land,2024-01-01,1', "bad quotes: a quoted value goes on after its closing quote"),
    (f'22,"Say ""hi"", Store",{PLACE.split(",", 1)[1]},2024-01-01,1', None),
    (f'22,Sto"re,{PLACE.split(",", 1)[1]},2024-01-02,1', "two addresses: 'Sto\"re"),
    (sale(store="24", total="x"), "bad number: total_sales 'x'"),
]


def lines_of(rows: list[tuple[str, str | None]]) -> list[int]:
    """The physical line on which each row begins."""
    starts = [2]
    for text, _ in rows[:-1]:
        starts.append(starts[-1] + 1 + text.count("\n"))
    return starts


def texts_of(rows: list[tuple[str, str | None]]) -> list[str]:
    """The lines of the file."""
    return [text for text, _ in rows]
