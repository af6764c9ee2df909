import { Problem } from '@atelier/problem';
import { nearest } from '../config/explaining/nearest.ts';
import { enumerate, show } from '../config/explaining/show.ts';
import type { Person } from '../model/person.ts';
import type { Project } from '../model/project.ts';
import type { Workspace } from '../model/workspace.ts';
import type { Resource } from './resource.ts';

/** What a text names: a thing of the file, one of the parts of a project, or something by its name at AWS. */
export type NamedThing =
  | { readonly resource: Resource; readonly part: string | null }
  /** An ARN, or `*` where an operation knows no resources. */
  | { readonly arn: string }
  /** Bucket, with a key behind a slash. */
  | { readonly s3: string };

/** Words for parts of a project, and the beginning of the rows of the access table about them. */
const parts: Readonly<Record<string, string>> = {
  data: 'data',
  artifacts: 'artifact',
  tracking: 'tracking',
  models: 'model',
  jobs: 'job',
  flows: 'flow',
  endpoints: 'endpoint',
  warehouse: 'warehouse',
  repository: 'repository',
  settings: 'settings',
  logs: 'logs',
  budget: 'budget',
};

/**
 * The thing that words name, from the view of a person: `project sales`, `sandbox july in sales`, `space`, `tracking of
 * sales`, `bucket raw-sales`, an ARN, `s3://…`.
 *
 * @throws Problem NoSuchThing, NoSuchProject, WhichProject, WildcardThing
 */
export function namedThing(workspace: Workspace, person: Person, words: string): NamedThing {
  const text = words.trim().replaceAll(/\s+/g, ' ');
  const atAws = namedAtAws(workspace, text);
  if (atAws !== null) return atAws;
  if (/^(the )?workspace$/.test(text)) return whole({ kind: 'workspace' });
  const [, sandbox] = /^(?:own )?sandbox(.*)$/.exec(text) ?? [];
  if (sandbox !== undefined) return whole(sandboxNamed(workspace, person, sandbox));
  const [, shared, space] = /^(shared |own )?space(?: of)?(.*)$/.exec(text) ?? [];
  if (space !== undefined) return whole(spaceNamed(workspace, person, space.trim(), shared === 'shared '));
  const [, word = '', name] = /^(\w+)(?: (?:of )?(\S+))?$/.exec(text) ?? [];
  if (word === 'project') return whole({ kind: 'project', project: projectNamed(workspace, person, name).name });
  const part = Object.hasOwn(parts, word) ? parts[word] : undefined;
  if (part !== undefined && !isProject(workspace, text))
    return { resource: { kind: 'project', project: projectNamed(workspace, person, name).name }, part };
  if (isProject(workspace, text)) return whole({ kind: 'project', project: text });
  throw unknownThing(workspace, text);
}

function whole(resource: Resource): NamedThing {
  return { resource, part: null };
}

function isProject({ projects }: Workspace, name: string): boolean {
  return projects.some((project) => project.name === name);
}

function namedAtAws({ projects }: Workspace, text: string): NamedThing | null {
  const [, bucket] = /^(?:bucket |s3:\/\/)(\S+)$/.exec(text) ?? [];
  const granted = projects.some(({ buckets }) => buckets.some((grant) => grant.bucket === text));
  const s3 = bucket ?? (granted ? text : undefined);
  const isArn = text.startsWith('arn:');
  if (s3 === undefined && !isArn && text !== '*') return null;
  if (text !== '*' && /[*?]/.test(text))
    throw new Problem({
      code: 'WildcardThing',
      message: `${show(text)} stands for many things; each may be answered differently, and there is one answer to one.`,
      fix: 'Name one thing, such as one object of the bucket.',
      whose: 'yours',
      state: 'Nothing was changed.',
    });
  return s3 === undefined ? { arn: text } : { s3: s3.replace(/\/$/, '') };
}

function sandboxNamed(workspace: Workspace, person: Person, rest: string): Resource {
  const [, owner, project] = /^(?: (?:of )?(?!in )(\S+))?(?: in (?:project )?(\S+))?$/.exec(rest) ?? [];
  if (rest !== '' && owner === undefined && project === undefined) throw unknownThing(workspace, `sandbox${rest}`);
  return {
    kind: 'sandbox',
    project: projectNamed(workspace, person, project).name,
    person: owner === undefined ? person.name : ownerNamed(workspace, owner),
  };
}

function spaceNamed(workspace: Workspace, person: Person, name: string, isShared: boolean): Resource {
  if (isShared) return { kind: 'shared-space', project: projectNamed(workspace, person, name || undefined).name };
  return { kind: 'private-space', person: name === '' ? person.name : ownerNamed(workspace, name) };
}

function ownerNamed({ people }: Workspace, name: string): string {
  const names = people.map((one) => one.name);
  if (names.includes(name)) return name;
  const meant = nearest(name, names);
  throw new Problem({
    code: 'NoSuchThing',
    message: `${show(name)} is not a person of the file, so nothing there is theirs; its people are ${enumerate(names)}.`,
    fix: meant === undefined ? 'Name one of them.' : `Write ${meant}.`,
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}

/**
 * The project of a name, or without one the only project of the person or of the file.
 *
 * @throws Problem NoSuchProject, WhichProject
 */
export function projectNamed({ projects }: Workspace, person: Pick<Person, 'name'>, name: string | undefined): Project {
  const names = projects.map((one) => one.name);
  const own = projects.filter(({ members }) => members.includes(person.name));
  const found = name === undefined ? undefined : projects.find((one) => one.name === name);
  const [only, second] = own.length > 0 ? own : projects;
  if (found !== undefined) return found;
  if (name === undefined && only !== undefined && second === undefined) return only;
  const meant = name === undefined ? undefined : nearest(name, names);
  const there = names.length === 0 ? 'the file has no projects' : `its projects are ${enumerate(names)}`;
  throw new Problem({
    code: name === undefined ? 'WhichProject' : 'NoSuchProject',
    message:
      name === undefined
        ? `Which project is meant is not said; ${there}.`
        : `${show(name)} is not a project of the file; ${there}.`,
    fix: meant === undefined ? 'Name a project, such as "data of NAME".' : `Write ${meant}.`,
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}

function unknownThing({ projects }: Workspace, text: string): Problem {
  const meant = nearest(text.replace(/^project /, ''), [...projects.map(({ name }) => name), ...Object.keys(parts)]);
  return new Problem({
    code: 'NoSuchThing',
    message: `${show(text)} names nothing of the file. Accepted are: workspace, project NAME, data of NAME (or ${enumerate(Object.keys(parts).slice(1), 'or')}), sandbox of PERSON in NAME, space of PERSON, shared space of NAME, bucket NAME, an ARN, s3://BUCKET/KEY.`,
    fix: meant === undefined ? 'Name it in one of these ways.' : `Write "${meant}".`,
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
