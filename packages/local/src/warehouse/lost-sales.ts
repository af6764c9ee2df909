/** After how long days are alike: a day is missed where the store sold so long before or after it. */
const seasons: Readonly<Record<string, string>> = { D: '7 days', W: '364 days', M: '1 year', Y: '1 year' };

/**
 * Tables for a `with` clause in which `sales (store_id, day, …)` stands before: `lost (store_id, day)` are the days of which
 * a store's sale was there and could not be loaded by the latest load.
 *
 * Where only the store or only the day of a rejected row can be read, or neither, it is looked for among the days between
 * the store's first and last sale that have none though the store usually sells then. Of rows that say neither, a day is
 * one on which no more stores lack a sale than there are such rows.
 */
export function lostSales(frequency: string): string {
  const [unit = 'D'] = /[WMY]$/.exec(frequency) ?? [];
  const season = `interval '${seasons[unit]}'`;
  return `refused as (select store_id, day from rejected where input = 'sales'
      and flow = (from loads select flow order by loaded_at desc, rowid desc limit 1)),
    unplaced as (select count(*) as rows from refused where store_id is null and day is null),
    spans as (select store_id, min(day) as first_sale, max(day) as last_sale from sales group by store_id),
    calendar as (select date_time::date as day from date_dim),
    some_spans as (from spans semi join (from refused where day is null) using (store_id)),
    some_days as (select distinct day from refused where store_id is null and day is not null),
    all_spans as (from spans where (select rows from unplaced) > 0),
    doubtful as (
      select store_id, day, false as is_unplaced from some_spans join calendar on day between first_sale and last_sale
      union select store_id, day, false from spans join some_days on day between first_sale and last_sale
      union select store_id, day, true from all_spans join calendar on day between first_sale and last_sale),
    missing as (from doubtful anti join sales using (store_id, day)),
    missed as (from missing semi join (
      select store_id, unnest([day - ${season}, day + ${season}])::date as day
      from sales semi join missing using (store_id)) using (store_id, day)),
    lost as (
      select store_id, day from refused where store_id is not null and day is not null
      union select store_id, day from missed where not is_unplaced
      union select store_id, day from (from missing where is_unplaced
        qualify count(*) over (partition by day) <= (select rows from unplaced)) semi join missed using (store_id, day))`;
}
