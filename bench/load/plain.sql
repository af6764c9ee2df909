-- The work of the load step, written by hand for DuckDB: same rules, same rejected rows, same tables.
-- $SALES and $PROMOTIONS are the two files.

CREATE TABLE dates AS
SELECT (1001 + number)::INTEGER AS date_key, day::TIMESTAMP AS date_time, weekofyear(day)::SMALLINT AS week,
       month(day)::SMALLINT AS month, quarter(day)::SMALLINT AS quarter, year(day)::SMALLINT AS year,
       (isodow(day) - 1)::SMALLINT AS weekday, day::DATE::VARCHAR AS text
FROM (SELECT number, DATE '2010-01-01' + number::INTEGER AS day FROM range(7305) days(number));

CREATE TABLE sales_rows AS FROM read_csv($SALES, auto_detect=false, header=false, skip=1, delim=',', quote='"',
    escape='"', columns={store_id: 'VARCHAR', store_name: 'VARCHAR', store_address: 'VARCHAR', city: 'VARCHAR',
    state: 'VARCHAR', country: 'VARCHAR', sales_date: 'VARCHAR', total_sales: 'VARCHAR'},
    force_not_null=[store_id, store_name, store_address, city, state, country, sales_date, total_sales]);

CREATE TABLE promotion_rows AS FROM read_csv($PROMOTIONS, auto_detect=false, header=false, skip=1, delim=',',
    quote='"', escape='"', columns={store_id: 'VARCHAR', sales_date: 'VARCHAR', promo: 'VARCHAR',
    school_holiday: 'VARCHAR'}, force_not_null=[store_id, sales_date, promo, school_holiday]);

CREATE MACRO key_reason(store_id, sales_date, date_key) AS CASE
    WHEN trim(store_id, ' ') = '' THEN 'missing key: store_id is empty'
    WHEN NOT regexp_full_match(store_id, ' *-?[0-9]{1,18} *') OR TRY_CAST(store_id AS INTEGER) IS NULL
        THEN 'bad number: store_id ''' || store_id || ''' is not a whole number from -2147483648 to 2147483647'
    WHEN date_key IS NOT NULL THEN NULL
    WHEN trim(sales_date, ' ') = '' THEN 'missing key: sales_date is empty'
    WHEN NOT regexp_full_match(trim(sales_date, ' '), '[0-9]{4}-[0-9]{2}-[0-9]{2}')
        OR TRY_CAST(sales_date AS DATE) IS NULL
        THEN 'bad date: sales_date ''' || sales_date || ''' is not a date written as yyyy-MM-dd'
    ELSE 'unknown date: sales_date ''' || sales_date || ''' is not in the calendar' END;

CREATE MACRO money_reason(total_sales) AS CASE
    WHEN regexp_full_match(total_sales, ' *-?[0-9]{1,16}(\.[0-9]{1,2})? *') THEN NULL
    WHEN regexp_full_match(total_sales, ' *-?[0-9]+\.[0-9]{3,} *')
        THEN 'bad number: total_sales ''' || total_sales || ''' has more than 2 decimals'
    WHEN regexp_full_match(total_sales, ' *-?[0-9]{17,}(\.[0-9]{1,2})? *')
        THEN 'bad number: total_sales ''' || total_sales || ''' has more than 16 digits before the point'
    ELSE 'bad number: total_sales ''' || total_sales || ''' is not a plain number such as 1234.50' END;

CREATE MACRO key_is_fine(store_id, date_key) AS
    date_key IS NOT NULL AND regexp_full_match(store_id, ' *-?[0-9]{1,18} *') AND TRY_CAST(store_id AS INTEGER) NOTNULL;

CREATE TABLE sales_checked AS
SELECT r.rowid + 2 AS line, TRY_CAST(store_id AS INTEGER) AS store_id, date_key,
       TRY_CAST(total_sales AS DECIMAL(18, 2)) AS total_sales,
       key_is_fine(store_id, date_key) AND regexp_full_match(total_sales, ' *-?[0-9]{1,16}(\.[0-9]{1,2})? *') AS fine
FROM sales_rows r LEFT JOIN dates ON trim(sales_date, ' ') = dates.text;

CREATE TABLE sales_broken AS
SELECT line, coalesce(key_reason(r.store_id, sales_date, date_key), money_reason(r.total_sales)) AS reason
FROM sales_rows r JOIN sales_checked c ON r.rowid + 2 = c.line AND NOT fine;

CREATE TABLE descriptions AS
SELECT *, first_line = min(first_line) FILTER (reason IS NULL) OVER (PARTITION BY id) AS chosen
FROM (
    SELECT store_id, store_name, store_address, city, state, country, min(r.rowid + 2) AS first_line,
           TRY_CAST(store_id AS INTEGER) AS id,
           CASE WHEN trim(store_name, ' ') = '' THEN 'missing value: store_name is empty'
                WHEN trim(store_address, ' ') = '' THEN 'missing value: store_address is empty'
                WHEN trim(city, ' ') = '' THEN 'missing value: city is empty'
                WHEN trim(state, ' ') = '' THEN 'missing value: state is empty'
                WHEN trim(country, ' ') = '' THEN 'missing value: country is empty'
                WHEN strlen(trim(store_name, ' ')) > 50 THEN 'too long: store_name has more than 50 bytes'
                WHEN strlen(trim(store_address, ' ')) > 100 THEN 'too long: store_address has more than 100 bytes'
                WHEN strlen(trim(city, ' ')) > 50 THEN 'too long: city has more than 50 bytes'
                WHEN strlen(trim(state, ' ')) > 10 THEN 'too long: state has more than 10 bytes'
                WHEN strlen(trim(country, ' ')) > 50 THEN 'too long: country has more than 50 bytes' END AS reason
    FROM sales_rows r ANTI JOIN sales_broken broken ON r.rowid + 2 = broken.line
    GROUP BY store_id, store_name, store_address, city, state, country);

CREATE TABLE stores AS
SELECT id AS store_id, trim(store_name, ' ') AS store_name, trim(store_address, ' ') AS store_address,
       trim(city, ' ') AS city, trim(state, ' ') AS state, trim(country, ' ') AS country, first_line
FROM descriptions WHERE reason IS NULL AND chosen;

CREATE TABLE refused_descriptions AS
SELECT d.* EXCLUDE (reason), coalesce(d.reason, 'two addresses: since line ' || s.first_line) AS reason
FROM descriptions d LEFT JOIN stores s ON d.id = s.store_id AND d.reason IS NULL
WHERE d.reason IS NOT NULL OR (trim(d.store_name, ' '), trim(d.store_address, ' '), trim(d.city, ' '),
    trim(d.state, ' '), trim(d.country, ' ')) != (s.store_name, s.store_address, s.city, s.state, s.country);

CREATE TABLE sales_refused AS
SELECT r.rowid + 2 AS line, refused.reason
FROM sales_rows r JOIN refused_descriptions refused
    USING (store_id, store_name, store_address, city, state, country);

CREATE TABLE sales_repeated AS
SELECT store_id, date_key, min(line) AS first_line
FROM sales_checked ANTI JOIN sales_refused USING (line)
WHERE fine GROUP BY store_id, date_key HAVING count(*) > 1;

CREATE TABLE sales_duplicates AS
SELECT line, 'duplicate key: store ' || store_id || ' on day ' || date_key || ' is already on line ' || first_line
    AS reason
FROM sales_checked c JOIN sales_repeated USING (store_id, date_key) ANTI JOIN sales_refused USING (line)
WHERE line > first_line AND fine;

CREATE TABLE promotions_checked AS
SELECT r.rowid + 2 AS line, TRY_CAST(store_id AS INTEGER) AS store_id, date_key, TRY_CAST(promo AS SMALLINT) AS promo,
       TRY_CAST(school_holiday AS SMALLINT) AS school_holiday,
       key_is_fine(store_id, date_key) AND trim(promo, ' ') IN ('0', '1') AND trim(school_holiday, ' ') IN ('0', '1')
           AS fine
FROM promotion_rows r LEFT JOIN dates ON trim(sales_date, ' ') = dates.text;

CREATE TABLE promotions_broken AS
SELECT line, coalesce(key_reason(r.store_id, sales_date, date_key),
                CASE WHEN trim(r.promo, ' ') NOT IN ('0', '1') THEN 'bad flag: promo is ''' || r.promo || '''' END,
                'bad flag: school_holiday is ''' || r.school_holiday || '''') AS reason
FROM promotion_rows r JOIN promotions_checked c ON r.rowid + 2 = c.line AND NOT fine;

CREATE TABLE promotions_refused AS
SELECT line, 'unknown store: store ' || store_id || ' is not in the sales file' AS reason
FROM promotions_checked ANTI JOIN stores USING (store_id) WHERE fine;

CREATE TABLE promotions_repeated AS
SELECT store_id, date_key, min(line) AS first_line
FROM promotions_checked ANTI JOIN promotions_refused USING (line)
WHERE fine GROUP BY store_id, date_key HAVING count(*) > 1;

CREATE TABLE promotions_duplicates AS
SELECT line, 'duplicate key: store ' || store_id || ' on day ' || date_key || ' is already on line ' || first_line
    AS reason
FROM promotions_checked c JOIN promotions_repeated USING (store_id, date_key)
    ANTI JOIN promotions_refused USING (line)
WHERE line > first_line AND fine;

CREATE VIEW date_dim AS SELECT * EXCLUDE (text) FROM dates;

CREATE VIEW store_dim AS SELECT * EXCLUDE (first_line) FROM stores ORDER BY store_id;

CREATE VIEW store_sales AS
SELECT store_id, date_key, total_sales FROM sales_checked
    ANTI JOIN sales_refused USING (line) ANTI JOIN sales_duplicates USING (line) WHERE fine;

CREATE VIEW store_promotions AS
SELECT store_id, date_key, promo, school_holiday FROM promotions_checked
    ANTI JOIN promotions_refused USING (line) ANTI JOIN promotions_duplicates USING (line) WHERE fine;

CREATE VIEW rejected AS
SELECT 'store_sales.csv' AS file, line, reason,
       concat_ws(',', r.store_id, store_name, store_address, city, state, country, sales_date, total_sales) AS row
FROM sales_rows r JOIN (
    FROM sales_broken UNION ALL FROM sales_refused UNION ALL FROM sales_duplicates) rejects ON r.rowid + 2 = rejects.line
UNION ALL
SELECT 'store_promotions.csv', line, reason, concat_ws(',', r.store_id, sales_date, promo, school_holiday)
FROM promotion_rows r JOIN (
    FROM promotions_broken UNION ALL FROM promotions_refused UNION ALL FROM promotions_duplicates) rejects ON r.rowid + 2 = rejects.line;
