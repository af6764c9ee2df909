import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { shortFunctions } from '../src/reading/short-functions.ts';

test.each([
  ['!Ref Key', { Ref: 'Key' }],
  ['!Condition Wide', { Condition: 'Wide' }],
  ['!GetAtt Key.Arn', { 'Fn::GetAtt': 'Key.Arn' }],
  ['!Sub [name, {a: 1}]', { 'Fn::Sub': ['name', { a: 1 }] }],
  ['!Join ["-", [a, !Ref Key]]', { 'Fn::Join': ['-', ['a', { Ref: 'Key' }]] }],
  ['!If [Wide, !GetAZs "", {a: 1}]', { 'Fn::If': ['Wide', { 'Fn::GetAZs': '' }, { a: 1 }] }],
  ['!Transform {Name: AWS::Include}', { 'Fn::Transform': { Name: 'AWS::Include' } }],
])('%s is read as its long form', (text, long) => {
  expect(parse(text, { customTags: [...shortFunctions] })).toEqual(long);
});
