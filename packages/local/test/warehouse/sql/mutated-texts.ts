import { randomFrom } from '../../../../../test/random-from.ts';
import { tokenize } from '../../../src/warehouse/sql/tokenize.ts';

/** Texts that must not come through, in all forms that can stand where a table or a value does. */
const evil = [
  ...["'/x/secret.csv'", "'/x/secret.csv'", '"/x/secret.csv"', 'secret.csv', "read_csv('/x/secret.csv')"],
  ...["read_text('/x/secret.csv')", "histogram('/x/secret.csv', a)", "current_setting('memory_limit')"],
  ...["treat('x' as read_text)", "query('from t')", "glob('/x/*')", 'duckdb_logs()', 'duckdb_logs'],
];

/** Words and signs that begin, end or separate what DuckDB's grammar has tables, names and values in. */
const glue =
  ', ( ) [ ] { } . : :: as from join on true using values (1) 1 \'x\' t a "q" select where with x and or not is distinct case when then end union all lateral pivot unpivot for in table only group by order limit exists cross natural left over filter within between like escape lambda -> => := = * $ ? #1 - + || cast extract trim substring interval date struct map row array columns exclude replace window qualify having returning set do update insert into merge matched default create macro view recursive materialized ordinality tablesample sample at asof semi anti positional describe show summarize explain analyze temp or if collate first offset fetch rows key'.split(
    ' ',
  );

/** Texts with words changed, taken from each other, put in or left out at random: most are no SQL, some are new SQL. */
export function mutatedTexts(seed: number, count: number, texts: readonly string[]): readonly string[] {
  const random = randomFrom(seed);
  const below = (most: number) => Math.floor(random() * most);
  const pick = <T>(from: readonly T[]) => from[below(from.length)] as T;
  const bases = texts.flatMap((text) => {
    try {
      return [tokenize(text).tokens.map((token) => token.text)];
    } catch {
      return [];
    }
  });
  const changes: readonly ((words: string[], at: number) => void)[] = [
    (words, at) => words.splice(at, 0, pick(evil)),
    (words, at) => words.splice(at, 0, pick(evil)),
    (words, at) => words.splice(at, 0, pick(glue)),
    (words, at) => words.splice(at, 1, pick(glue)),
    (words, at) => words.splice(at, 1),
    (words, at) => words.splice(at, 0, ...pick(bases).slice(below(9), 9 + below(9))),
    (words, at) => words.splice(at, 0, '(', ...words.splice(at, 1 + below(4)), ')'),
  ];
  return Array.from({ length: count }, () => {
    const words = [...pick(bases)];
    for (let turn = 0; turn <= below(4); turn += 1) pick(changes)(words, below(words.length + 1));
    return words.join(' ');
  });
}
