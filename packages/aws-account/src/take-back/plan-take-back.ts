import { type EvaluatedResource, isUnknown, replacements, type Value, type ValueMap } from '@atelier/cloudformation';
import { Problem } from '@atelier/problem';
import type { KeptResource, KeyFound } from '../read/account.ts';
import { takenBackFrom } from '../read/is-stack-of.ts';
import type { KeptStack } from './kept-stack.ts';
import { type AccountPlace, type PropertiesBefore, propertiesBefore } from './literal-properties.ts';
import type { ImportedResource, StackTakeBack, TakeBack } from './take-back.ts';
import { takeBackKinds } from './take-back-kinds.ts';

export interface ToTakeBack {
  readonly stacks: readonly KeptStack[];
  /** Resources of the templates that are to be deployed. */
  readonly wanted: readonly EvaluatedResource[];
  /** Keys that are there, of those that stacks of the workspace hold or have kept. */
  readonly keys: readonly KeyFound[];
  readonly place: AccountPlace;
}

interface Planned {
  readonly resource: KeptResource;
  readonly before: PropertiesBefore;
  readonly properties: ValueMap;
}

/** The way to take back what stacks have kept, and what speaks against it; a key that nothing needs is left. */
export function planTakeBack(asked: ToTakeBack): Pick<TakeBack, 'stacks' | 'blockers'> {
  const planned = asked.stacks.map((kept) => ({ kept, all: plannedOf(kept, asked.place) }));
  const everything = planned.flatMap(({ all }) => all);
  const needed = (id: string) =>
    everything.some(({ resource, properties }) => resource.id !== id && speaksOf(properties, id));
  const isLeft = ({ resource: { type, id } }: Planned) =>
    type === 'AWS::KMS::Key' && !needed(id) && asked.keys.some((key) => key.id === id && key.state !== 'Enabled');
  const taken = planned.map(({ kept, all }) => ({ kept, all: all.filter((each) => !isLeft(each)) }));
  const stacks = taken.flatMap(({ kept, all }) => (all.length === 0 ? [] : takeBackOf(kept, all)));
  return {
    stacks,
    blockers: [
      ...stacks.flatMap(tooLarge),
      ...taken.flatMap(({ kept, all }) => all.flatMap((each) => blockersOf(each, kept, asked))),
      ...keyBlockers(
        taken.flatMap(({ all }) => all),
        asked,
      ),
    ],
  };
}

function plannedOf(kept: KeptStack, place: AccountPlace): readonly Planned[] {
  const before = propertiesBefore(kept, place);
  return kept.kept.flatMap((resource) => {
    const found = before.get(resource.logicalId);
    if (found === undefined) return [];
    if (resource.type !== 'AWS::S3::BucketPolicy')
      return [{ resource, before: found, properties: leavingOut(resource, found.literal) }];
    // What has been put there since is told as it is: CloudFormation changes only what differs from what it was told.
    const PolicyDocument = kept.policies[resource.id] as Value | undefined;
    return PolicyDocument === undefined
      ? []
      : [{ resource, before: found, properties: { Bucket: resource.id, PolicyDocument } }];
  });
}

function leavingOut({ type }: KeptResource, properties: ValueMap): ValueMap {
  const { leftOut = [] } = takeBackKinds[type] ?? {};
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !leftOut.includes(name)));
}

function speaksOf(value: Value, text: string): boolean {
  return JSON.stringify(value).includes(text);
}

function takeBackOf({ id, name, template }: KeptStack, all: readonly Planned[]): StackTakeBack {
  const Resources = all.map(({ resource: { logicalId, type }, properties }) => {
    const policies = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
    const { Metadata } = template.Resources[logicalId] ?? {};
    return [logicalId, { Type: type, ...policies, ...(Metadata && { Metadata }), Properties: properties }] as const;
  });
  return {
    stack: name,
    template: { Metadata: { [takenBackFrom]: id }, Resources: Object.fromEntries(Resources) },
    resources: all.map(({ resource }) => imported(resource)),
    things: all.map(({ resource }) => thing(resource)),
  };
}

function imported({ type, logicalId, id }: KeptResource): ImportedResource {
  const { identifier = '' } = takeBackKinds[type] ?? {};
  return { ResourceType: type, LogicalResourceId: logicalId, ResourceIdentifier: { [identifier]: id } };
}

function thing({ type, id }: KeptResource) {
  return { what: takeBackKinds[type]?.what ?? type, name: id.replace(/^arn:.*\//, '') };
}

/** A property that cannot be changed would make a new one in the place of what is taken back. */
function blockersOf({ resource, before, properties }: Planned, kept: KeptStack, { wanted }: ToTakeBack): Problem[] {
  const { type, logicalId } = resource;
  const { what, name } = thing(resource);
  const again = wanted.find((each) => each.stack === kept.name && each.logicalId === logicalId);
  const changed = again === undefined ? [] : replacements(type, before.evaluated, again.properties);
  if (changed.length > 0)
    return [
      problem({
        code: 'CannotTakeBack',
        message: `The ${what} ${name} was kept, and is to be taken back; ${changed.map(difference).join(', and ')}, which AWS does not change in what is there.`,
        fix: 'Write into the file again what it was made with. Or copy what you need of it, and run atelier destroy --stores delete; then deploy again.',
      }),
    ];
  const [lost] = unknownIn(properties);
  if (lost === undefined) return [];
  return [
    problem({
      code: 'CannotTakeBack',
      message: `The ${what} ${name} was kept, and AWS does not say any more what ${lost} in its properties was.`,
      fix: 'Copy what you need of it, and run atelier destroy --stores delete; then deploy again.',
    }),
  ];
}

function difference({ path, before, after }: ReturnType<typeof replacements>[number]): string {
  return `${path.replace(/^Properties\./, '')} was ${JSON.stringify(before)} and would be ${JSON.stringify(after)}`;
}

function unknownIn(value: Value): string[] {
  if (typeof value === 'string') return isUnknown(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((each: Value) => unknownIn(each));
}

/** Most bytes of a template that stands in the call itself. */
const mostBytes = 51_200;

function tooLarge({ stack, template }: StackTakeBack): Problem[] {
  const bytes = Buffer.byteLength(JSON.stringify(template));
  if (bytes <= mostBytes) return [];
  return [
    new Problem({
      code: 'TooLargeToTakeBack',
      message: `What ${stack} has kept takes a template of ${bytes} bytes; CloudFormation takes ${mostBytes} in a call.`,
      fix: 'Report it with the workspace file. The policies of the buckets are the longest part of it.',
      whose: 'machine',
      state: 'Nothing was changed.',
    }),
  ];
}

/** What is encrypted by a key is of no use without it. */
function keyBlockers(all: readonly Planned[], { keys }: ToTakeBack): Problem[] {
  const used = all.flatMap(({ resource, properties }) => {
    const found = [...JSON.stringify(properties).matchAll(/arn:[^:"]+:kms:[^:"]+:\d{12}:key\/([\w-]+)/g)];
    return found.map(([, key = '']) => ({ key, resource }));
  });
  return [...Map.groupBy(used, ({ key }) => key)].flatMap(([id, users]) => {
    const found = keys.find((key) => key.id === id);
    if (found?.state === 'Enabled') return [];
    const names = [...new Set(users.map(({ resource }) => Object.values(thing(resource)).join(' ')))].join(', ');
    if (found === undefined)
      return [
        problem({
          code: 'KeyGone',
          message: `The key ${id} is not there any more, and what was kept is encrypted by it: ${names}.`,
          fix: 'Nothing brings it back: run atelier destroy --stores delete, then deploy again.',
        }),
      ];
    const cancel = found.state === 'PendingDeletion' ? `aws kms cancel-key-deletion --key-id ${id}, then ` : '';
    return [
      problem({
        code: 'KeyNotUsable',
        message: `The key ${id} is in ${found.state}, and what was kept is encrypted by it: ${names}.`,
        fix: `Run ${cancel}aws kms enable-key --key-id ${id}; then deploy again.`,
      }),
    ];
  });
}

function problem(details: { readonly code: string; readonly message: string; readonly fix: string }): Problem {
  return new Problem({ ...details, whose: 'yours', state: 'Nothing was changed.' });
}
