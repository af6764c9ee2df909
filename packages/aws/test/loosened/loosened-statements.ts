import { type EvaluatedResource, type EvaluatedStack, isMap, type Value, type ValueMap } from '@atelier/cloudformation';
import { changedAt, type Loosening, nameOf, withProperties } from './loosening.ts';

type Path = readonly (string | number)[];

interface Written {
  readonly Sid?: string;
  readonly Effect?: string;
  readonly Principal?: Value;
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Value>>>>;
}

/** One statement, made looser: undefined takes it away. */
type Looser = readonly [kind: string, how: string, statement: Written | undefined];

/** Every statement of every policy in templates, loosened in every way, one at a time. */
export function* loosenedStatements(stacks: readonly EvaluatedStack[], workspace: string): Generator<Loosening> {
  for (const resource of stacks.flatMap(({ resources }) => resources)) {
    for (const path of statementsIn(resource.properties, [])) {
      const statement = valueAt(resource.properties, path) as Written;
      const name = `${nameOf(resource, workspace)} ${statement.Sid ?? `statement ${path.at(-1)}`}`;
      for (const [kind, how, looser] of looserThan(statement, resource)) {
        const properties =
          looser === undefined
            ? without(resource.properties, path)
            : changedAt(resource.properties, path, looser as Value);
        yield {
          kind,
          told: `${name} ${how}`,
          type: resource.type,
          stacks: withProperties(stacks, resource, properties),
        };
      }
    }
  }
}

function* statementsIn(value: Value, path: Path): Generator<Path> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* statementsIn(item, [...path, index]);
  } else if (isMap(value)) {
    for (const [key, part] of Object.entries(value as ValueMap)) {
      if (key === 'Statement' && Array.isArray(part)) {
        for (const index of part.keys()) yield [...path, key, index];
      } else yield* statementsIn(part, [...path, key]);
    }
  }
}

function valueAt(value: Value, path: Path): Value {
  return path.reduce<Value>((part, key) => (part as ValueMap)[key] as Value, value);
}

function without(properties: ValueMap, path: Path): ValueMap {
  const list = valueAt(properties, path.slice(0, -1)) as readonly Value[];
  return changedAt(properties, path.slice(0, -1), list.toSpliced(Number(path.at(-1)), 1));
}

function looserThan(statement: Written, resource: EvaluatedResource): readonly Looser[] {
  return statement.Effect === 'Deny' ? looserRefusals(statement) : looserAllowances(statement, resource);
}

function* conditionsOf({ Condition = {} }: Written): Generator<readonly [operator: string, key: string]> {
  for (const [operator, tests] of Object.entries(Condition)) {
    for (const key of Object.keys(tests)) yield [operator, key];
  }
}

function withoutCondition(statement: Written, operator: string, key: string): Written {
  const { Condition = {}, ...rest } = statement;
  const { [key]: _, ...tests } = Condition[operator] ?? {};
  const { [operator]: __, ...others } = Condition;
  const left = Object.keys(tests).length === 0 ? others : { ...others, [operator]: tests };
  return Object.keys(left).length === 0 ? rest : { ...rest, Condition: left };
}

/** A condition in its place that no request fulfils. */
function neverHolding(statement: Written, operator: string, key: string): Written {
  const rest = withoutCondition(statement, operator, key);
  return {
    ...rest,
    Condition: { ...rest.Condition, StringEquals: { ...rest.Condition?.StringEquals, 'aws:PrincipalTag/zq7': 'zq7' } },
  };
}

function looserRefusals(statement: Written): readonly Looser[] {
  const list = (value: string | readonly string[] | undefined) => [value ?? []].flat();
  const actions = list(statement.Action);
  return [
    ['refusal removed', 'removed', undefined],
    ...[...conditionsOf(statement)].map(
      ([operator, key]): Looser => [
        'refusal narrowed to nothing',
        `never by ${operator} ${key}`,
        neverHolding(statement, operator, key),
      ],
    ),
    ...(actions.length < 2
      ? []
      : actions.map(
          (action): Looser => [
            'action taken out of a refusal',
            `without ${action}`,
            { ...statement, Action: actions.filter((one) => one !== action) },
          ],
        )),
    ...(statement.NotResource === undefined
      ? []
      : [['exceptions of a refusal widened', 'spares *', { ...statement, NotResource: ['*'] }] as const]),
    ...(statement.NotAction === undefined
      ? []
      : [['exceptions of a refusal widened', 'spares every action', { ...statement, NotAction: ['*'] }] as const]),
    ...(statement.Principal === undefined
      ? []
      : [
          [
            'refusal of one account alone',
            'refuses one account',
            { ...statement, Principal: { AWS: 'arn:aws:iam::999988887777:root' } },
          ] as const,
        ]),
  ];
}

function looserAllowances(statement: Written, { type }: EvaluatedResource): readonly Looser[] {
  const actions = [statement.Action ?? []].flat();
  const services = [...new Set(actions.map((action) => action.split(':')[0] ?? ''))].filter((one) => one !== '*');
  const isAll = [statement.Resource ?? '*'].flat().includes('*');
  return [
    ...services
      .filter((service) => !actions.includes(`${service}:*`))
      .map(
        (service): Looser => [
          'actions widened to a service',
          `${service}:*`,
          { ...statement, Action: [...actions, `${service}:*`] },
        ],
      ),
    ...(actions.includes('*') ? [] : [['actions widened to all', '*', { ...statement, Action: '*' }] as const]),
    ...(isAll ? [] : [['resource widened to all', 'on *', { ...statement, Resource: '*' }] as const]),
    ...[...conditionsOf(statement)].map(
      ([operator, key]): Looser => [
        'condition of an allowance removed',
        `without ${operator} ${key}`,
        withoutCondition(statement, operator, key),
      ],
    ),
    ...(statement.Principal === undefined ? [] : looserPrincipals(statement, type)),
  ];
}

const others: Readonly<Record<string, Value>> = {
  'the account': 'arn:aws:iam::111122223333:root',
  'another account': 'arn:aws:iam::999988887777:root',
  everybody: '*',
};

function looserPrincipals(statement: Written, type: string): readonly Looser[] {
  const given = isMap(statement.Principal) ? (statement.Principal as ValueMap) : {};
  if (statement.Principal === '*' && type === 'AWS::EC2::VPCEndpoint') return [];
  return Object.entries(others)
    .filter(([, name]) => !JSON.stringify(given).includes(JSON.stringify(name)))
    .map(
      ([who, name]): Looser => [
        'principal widened',
        `for ${who}`,
        { ...statement, Principal: { ...given, AWS: [...[given.AWS ?? []].flat(), name] as Value } },
      ],
    );
}
