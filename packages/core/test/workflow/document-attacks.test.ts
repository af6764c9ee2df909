import { expect, test } from 'vitest';
import { parseDocument } from '../../src/workflow/check-document.ts';

const pass = '{"Type":"Pass","End":true}';
const states = (inner: string, start = 'A') => `{"StartAt":${JSON.stringify(start)},"States":{${inner}}}`;
const named = (name: string) => states(`${JSON.stringify(name)}:${pass}`, name);
const nested = (count: number, opening: string, closing: string) => `${opening.repeat(count)}1${closing.repeat(count)}`;

function withinOneAnother(count: number): string {
  let inner = states(`"S0":${pass}`, 'S0');
  for (let depth = 1; depth <= count; depth += 1) {
    const holder = depth % 2 === 0 ? `"Map","ItemProcessor":${inner}` : `"Parallel","Branches":[${inner}]`;
    inner = states(`"S${depth}":{"Type":${holder},"End":true}`, `S${depth}`);
  }
  return inner;
}

function chain(count: number): string {
  const links = Array.from({ length: count }, (_, at) => [`S${at}`, { Type: 'Pass', Next: `S${at + 1}` }]);
  return JSON.stringify({
    StartAt: 'S0',
    States: { ...Object.fromEntries(links), [`S${count}`]: { Type: 'Succeed' } },
  });
}

const choice = (rule: string) => states(`"A":{"Type":"Choice","Choices":[${rule}],"Default":"B"},"B":${pass}`);
const parameters = (text: string) => states(`"A":{"Type":"Pass","Parameters":${text},"End":true}`);

const attacks: readonly (readonly [what: string, document: string, reason: string])[] = [
  ['a state that is named __proto__', named('__proto__'), '__proto__'],
  ['a state of no type beside others', states(`"A":${pass},"__proto__":{"Type":"Any"}`), '__proto__'],
  ['Parameters under __proto__', parameters('{"__proto__":{"x.$":"no path"}}'), '__proto__'],
  ['Parameters of __proto__, deep in lists', parameters('{"a":[[{"__proto__":1}]]}'), '__proto__'],
  ['the document under __proto__', '{"__proto__":{"StartAt":"A"}}', '__proto__'],
  ['a way to constructor', states('"A":{"Type":"Pass","Next":"constructor"}'), 'constructor'],
  ['a beginning at toString', states(`"A":${pass}`, 'toString'), 'toString'],
  ['a rule whose operator is toString', choice('{"Variable":"$.a","toString":1,"Next":"B"}'), 'no operator'],
  ['a rule whose operator is constructor', choice('{"Variable":"$.a","constructor":1,"Next":"B"}'), 'no operator'],
  ['a name with a newline', named('A\nB'), 'no state name'],
  ['a name with a return', named('A\rB'), 'no state name'],
  ['a name with an escape', named('A\u001b[2J'), 'no state name'],
  ['a name with a zero', named('A\u0000B'), 'no state name'],
  ['a name with a deletion', named('A\u007f'), 'no state name'],
  ['a name that turns what follows', named('A\u202eB'), 'no state name'],
  ['a name with what has no width', named('A\u200bB'), 'no state name'],
  ['a name with a line separator', named('A\u2028B'), 'no state name'],
  ['a name with half of a sign', named('A\ud800'), 'no state name'],
  ['a name with a slash', named('A/0/B'), 'no state name'],
  ['a name without a sign', named(''), 'no state name'],
  ['a name of 81 signs', named('A'.repeat(81)), 'no state name'],
  ['a way to a name with a newline', states(`"A":{"Type":"Pass","Next":"B\\n"},"B":${pass}`), 'no state name'],
  ['one name in two branches', withinOneAnother(2).replaceAll('S1', 'S0'), 'already exists'],
  [
    'a way out of a branch',
    states(
      `"A":{"Type":"Parallel","Branches":[${states('"B":{"Type":"Pass","Next":"C"}', 'B')}],"Next":"C"},"C":${pass}`,
    ),
    'C',
  ],
  ['a loop without a way out', states('"A":{"Type":"Pass","Next":"A"}'), 'terminal'],
  ['a state that nothing leads to', states(`"A":${pass},"B":${pass}`), 'not reachable'],
  ['11 Parallels and Maps within one another', withinOneAnother(11), 'more than 10'],
  ['20 Parallels and Maps within one another', withinOneAnother(20), 'more than 10'],
  ['2000 Parallels and Maps within one another', withinOneAnother(2000), 'more than 10'],
  ['Parameters 3000 levels deep', parameters(nested(3000, '{"a":', '}')), '100 levels'],
  ['lists 50000 levels deep', parameters(`{"a":${nested(50_000, '[', ']')}}`), '100 levels'],
  ['a rule 3000 levels deep', choice(`${nested(3000, '{"Not":', '}').slice(0, -1)},"Next":"B"}`), '100 levels'],
  ['more bytes than are accepted', named('A').padEnd(1_048_577), '1048576 are accepted'],
  [
    'a thousand Parallels in a list',
    JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Parallel', Branches: Array(1000).fill({}) } } }),
    'Branches',
  ],
];

test.each(attacks)('%s is refused with a word, within seconds', (_what, document, reason) => {
  const refusal = { code: 'DocumentRefused', message: expect.stringContaining(reason) };
  expect(() => parseDocument(document)).toThrow(expect.objectContaining(refusal));
});

test.each([
  ['10 Parallels and Maps within one another', withinOneAnother(10)],
  ['2000 states one after the other', chain(2000)],
  ['a name of 80 signs', named('A'.repeat(80))],
  ['a name of another script, with signs', named('Überprüfung 検証 – 50 % ($*?#)')],
  ['a name that an object has of itself', named('constructor')],
  ['Parameters 50 levels deep', parameters(nested(50, '{"a":', '}'))],
])('%s is accepted', (_what, document) => {
  expect(parseDocument(document)).toEqual(JSON.parse(document));
});
