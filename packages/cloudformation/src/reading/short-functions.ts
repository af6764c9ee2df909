import { type CollectionTag, Pair, Scalar, type ScalarTag, YAMLMap, type YAMLSeq } from 'yaml';

const functionNames = [
  'Base64',
  'Cidr',
  'FindInMap',
  'GetAtt',
  'GetAZs',
  'If',
  'ImportValue',
  'Join',
  'Select',
  'Split',
  'Sub',
  'Transform',
  'And',
  'Equals',
  'Not',
  'Or',
  'Length',
  'ToJsonString',
  // In the section Rules alone.
  'Contains',
  'EachMemberEquals',
  'EachMemberIn',
  'RefAll',
  'ValueOf',
  'ValueOfAll',
] as const;

const keyOfTag: readonly (readonly [string, string])[] = [
  ['!Ref', 'Ref'],
  ['!Condition', 'Condition'],
  ...functionNames.map((name) => [`!${name}`, `Fn::${name}`] as const),
];

/** CloudFormation's short words for its functions, such as `!Sub`, read as the long ones. */
export const shortFunctions: readonly (ScalarTag | CollectionTag)[] = keyOfTag.flatMap(([tag, key]) => {
  const wrap = (node: YAMLMap | YAMLSeq) => {
    const map = new YAMLMap();
    map.items.push(new Pair(new Scalar(key), node));
    return map;
  };
  return [
    { tag, resolve: (text: string) => ({ [key]: text }) },
    { tag, collection: 'seq', resolve: wrap },
    { tag, collection: 'map', resolve: wrap },
  ];
});
