import { referencesIn, type Value } from '@atelier/cloudformation';
import { at, listAt, textAt } from '../at.ts';
import type { Model } from '../model.ts';
import type { Rule, Violation } from '../rule.ts';

/** No longer given security updates, or not for long (AWS Lambda guide, "Runtime deprecation", November 2026). */
const oldRuntimes =
  /^(python(2\.7|3\.[6-9]|3\.10)|nodejs(\d|1\d|20)\.x|nodejs\d\.\d+|nodejs|java8|ruby2\.\d|ruby3\.2|go1\.x|dotnetcore.*|dotnet[56]|provided)$/;

function trackingStores(model: Model): Violation[] {
  const known = model.ofType('AWS::S3::Bucket').flatMap(({ properties }) => textAt(properties, 'BucketName') ?? []);
  return model.ofType('AWS::SageMaker::MlflowApp', 'AWS::SageMaker::MlflowTrackingServer').flatMap((tracking) => {
    const uri = textAt(tracking.properties, 'ArtifactStoreUri') ?? '';
    const bucket = /^s3:\/\/((?:⟨[^⟨⟩]*⟩|[^/⟨])+)(\/.*)?$/.exec(uri)?.[1];
    if (bucket !== undefined && isWholeBucket(bucket, known)) return [];
    const message = `"${uri}" names no bucket that is known: a slash is missing between the bucket and the folder.`;
    return [{ at: tracking, path: 'Properties.ArtifactStoreUri', message, fix: 'Write s3://<bucket>/<folder>.' }];
  });
}

/** A bucket's name with more letters behind it is another bucket, of somebody else perhaps. */
function isWholeBucket(bucket: string, known: readonly string[]): boolean {
  if (known.includes(bucket)) return true;
  const isGlued = referencesIn(bucket).length > 0 && !/^⟨[^⟨⟩]*⟩$/.test(bucket);
  return !isGlued && !known.some((name) => bucket.startsWith(name));
}

function directConnections(model: Model): Violation[] {
  const repositories = model.ofType('AWS::CodeArtifact::Repository');
  const upstreams = new Set(
    repositories.flatMap(({ properties }) => listAt(properties, 'Upstreams')).map((name) => model.find(name)),
  );
  return repositories
    .filter(
      (repository) => listAt(repository.properties, 'ExternalConnections').length > 0 && !upstreams.has(repository),
    )
    .map((repository) => ({
      at: repository,
      path: 'Properties.ExternalConnections',
      message: `${repository.logicalId} hands on whatever anybody publishes: people install from it, and it takes from the outside.`,
      fix: 'Put the connection on a store repository, and let a team repository with an allow-list take from that.',
    }));
}

/** The word that a program writes where it had no name, in an ARN. */
const noName = /^arn:.*[:/](None|null|undefined|NaN)([:/*]|$)/;

function lostNames(model: Model): Violation[] {
  return model.stacks.flatMap(({ resources }) =>
    resources.flatMap((resource) =>
      textsIn(resource.properties, 'Properties').flatMap(({ text, path }) =>
        noName.test(text)
          ? [
              {
                at: resource,
                path,
                message: `"${text}" was written without a name.`,
                fix: 'Give the name, or leave the statement out.',
              },
            ]
          : [],
      ),
    ),
  );
}

function textsIn(value: Value, path: string): { text: string; path: string }[] {
  if (typeof value === 'string') return value.startsWith('arn:') ? [{ text: value, path }] : [];
  if (value === null || typeof value !== 'object') return [];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([key, part]) =>
    textsIn(part as Value, isList ? `${path}[${key}]` : `${path}.${key}`),
  );
}

function oldFunctions(model: Model): Violation[] {
  return model
    .ofType('AWS::Lambda::Function')
    .filter(({ properties }) => oldRuntimes.test(textAt(properties, 'Runtime') ?? ''))
    .map((resource) => ({
      at: resource,
      path: 'Properties.Runtime',
      message: `${textAt(resource.properties, 'Runtime')} gets no security updates any more.`,
      fix: 'Use a newer runtime.',
    }));
}

function unmarkedScripts(model: Model): Violation[] {
  return model
    .ofType('AWS::SageMaker::StudioLifecycleConfig')
    .filter(({ properties }) => at(properties, 'StudioLifecycleConfigName') !== undefined)
    .filter(({ properties }) => !/[0-9a-f]{6,}/.test(textAt(properties, 'StudioLifecycleConfigName') ?? ''))
    .map((resource) => ({
      at: resource,
      path: 'Properties.StudioLifecycleConfigName',
      message: `${resource.logicalId} cannot be changed: AWS never changes such a script, and the name of the next one would be taken.`,
      fix: "End the name in a digest of the script's content.",
    }));
}

export const supplyRules: readonly Rule[] = [
  {
    id: 'tracking-store',
    proves: 'Artifacts of tracking go to a bucket whose name ends where it should.',
    beyond: '',
    violations: trackingStores,
  },
  {
    id: 'package-connection',
    proves: 'No repository that people install from takes packages straight from outside.',
    beyond: 'What the allow-list of the team repository lets through, and what its upstreams hold.',
    violations: directConnections,
  },
  { id: 'lost-name', proves: 'No ARN was written without its name.', beyond: '', violations: lostNames },
  {
    id: 'old-runtime',
    proves: 'Functions run on runtimes that get security updates.',
    beyond: 'When AWS ends the next one.',
    violations: oldFunctions,
  },
  {
    id: 'script-name',
    proves: 'Start-up scripts of Studio can be replaced: their names change with their content.',
    beyond: '',
    violations: unmarkedScripts,
  },
];
