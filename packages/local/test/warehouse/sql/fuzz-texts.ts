/** A sequence of numbers from 0 to below 1 that is the same for the same seed (Mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Pieces at which scanners of SQL differ: quotes, tags, comments, operators, spaces, and plain words between them. */
const pieces = [
  ..."' '' ' \" \"\" \\ ; ; ;; $ $$ $a$ $a$ $b$ $1 $1$ ? ?1 # : :: := => -> ->> .. . , ( ) [ ] { }".split(' '),
  ...'-- --x /* */ /* */ /*/ */* **/ /**/ //* //* - -- + * / // ** *-- +/* =- >=- @-- @- !~~* <-- || |- %- ^@ ~'.split(
    ' ',
  ),
  ...[
    "'x'",
    "'a;b'",
    "'it''s'",
    "e'\\''",
    "E'\\\\'",
    "e'\\';'",
    "x'41'",
    "b'01'",
    "X'4;1'",
    "n'a'",
    "u&'a'",
    'U&"a"',
    "e '",
  ],
  ...[
    '"x"',
    '"a;b"',
    '"a""b"',
    '"A/b"',
    '$$x;y$$',
    '$t$ ; $t$',
    '$t$ $$ $t$',
    '$_a1$;$_a1$',
    '$a$b$a$',
    'a$$b',
    'a$b$c',
  ],
  ...[
    '1',
    '1.5',
    '.5',
    '5.',
    '1e5',
    '1e',
    "1e'a'",
    '1_000',
    '1__0',
    '1..2',
    '1.e5',
    '0x1f',
    "1x'41'",
    "$1e'\\''",
    '1$$a$$',
  ],
  ...[
    '\n',
    '\r',
    '\r\n',
    '\t',
    '\f',
    '\v',
    '\u00a0',
    '\u2003',
    '\u200b',
    '\u3000',
    '\ufeff',
    '\u2028',
    '\u0085',
    '\u00e9',
    '\u{1f600}',
    '\u0000',
  ],
  ...[
    "'a'\n'b'",
    "'a' --x\n'b'",
    "'a' /* x */ 'b'",
    "'a'\u00a0\n'b'",
    "e'a'\n'\\';'",
    "x'41'\n'42'",
    "'a' /*\n*/ 'b'",
    "/* ' */ '\u00a0'",
  ],
  ...[
    'select',
    'select 1',
    'select 1',
    'select a',
    'from t',
    'as x',
    'e',
    'E',
    'x',
    'u',
    'U',
    'n',
    'b',
    'null',
    'not',
    'with x as (select 1)',
  ],
  ...[
    'select 1;',
    'select $$;$$;',
    "select ';';",
    'select 1 --;\n;',
    'select 1 /*;*/;',
    'begin;',
    'values (1);',
    'select a from b;',
  ],
];

/** Literals and spaces that DuckDB reads on their own, so that many of the built texts are SQL. */
const literals = [
  ...[
    "'x'",
    "'a;b'",
    "'it''s'",
    "e'\\''",
    "E'\\\\'",
    "e'\\';'",
    "x'41'",
    "b'01'",
    '"a;b"',
    '"a""b"',
    '$$x;y$$',
    '$t$ ; $t$',
    '$t$ $$ $t$',
  ],
  ...[
    "'a'\n'b'",
    "'a' --x\n'b'",
    "e'a'\n'\\';'",
    "n'a'",
    'a$$b',
    'a$b$c',
    '1_000',
    '.5',
    '5.',
    '1e5',
    '$1',
    '?',
    '-- ;\n1',
    "1 -- '\n",
  ],
];
const spaces = [
  ...[
    ' ',
    '\t',
    '\n',
    '\r\n',
    '\f',
    '\u00a0',
    '\u2003',
    '\u200b',
    '\ufeff',
    '--x;\n',
    '--\r',
    "-- ' $$\n",
    '/* ; */',
    '/* /* ; */ */',
  ],
  ...[
    "/* ' */",
    '/* " */',
    '/* $$ */',
    '/**/',
    '/***/',
    '/*/*/*/*/*/ */*/*/',
    '/*\n;\n*/',
    '/* -- */',
    "--\n/* ';' */",
  ],
];
const tails = [
  '',
  '',
  ', 2',
  ' as x',
  '||1',
  '-1',
  '- -1',
  "||';'",
  ' =-1',
  ' >- 1',
  ', [1][1:1]',
  ", {'a;': 1}",
  '::varchar',
  ', a.b',
];

/** Texts made of random pieces; two of three are built as statements, so that DuckDB reads many of them. */
export function fuzzTexts(seed: number, count: number): readonly string[] {
  const random = randomFrom(seed);
  const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)] ?? '';
  const several = (most: number, piece: () => string) => Array.from({ length: 1 + Math.floor(random() * most) }, piece);
  const loose = () => several(12, () => pick(pieces)).join(pick(['', '', ' ']));
  const statement = () =>
    `select${pick(spaces)}${pick(spaces)}${pick(literals)}${pick(spaces)}${pick(tails)}${pick(spaces)}`;
  const built = () => several(4, statement).join(pick([';', ';', ';;', '; ;--;\n']));
  return Array.from({ length: count }, (_, index) => (index % 3 === 0 ? loose() : built()));
}
