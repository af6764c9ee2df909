import { at, listAt, textAt } from '../at.ts';
import type { Model } from '../model.ts';
import { globMatches } from '../policy/glob.ts';
import { grants } from '../policy/grants.ts';
import type { Identity } from '../policy/identities.ts';
import type { Rule, Violation } from '../rule.ts';

/**
 * A server on which the roles of several projects work: it has no walls, as IAM knows the server alone ("Actions, resources,
 * and condition keys for Amazon SageMaker with MLflow": every action is on a whole tracking server).
 */
function sharedTracking(model: Model): Violation[] {
  const servers = model.ofType('AWS::SageMaker::MlflowTrackingServer');
  const users = servers.length === 0 ? [] : model.identities.flatMap(userOf);
  return servers.flatMap((server) => {
    const name = textAt(server.properties, 'TrackingServerName') ?? '';
    const here = users.filter(({ servers: named }) => named.some((pattern) => globMatches(pattern, name)));
    const projects = [...new Set(here.flatMap((user) => user.projects))].toSorted();
    if (projects.length < 2) return [];
    const message = `${projects.slice(0, 3).join(', ')} work on one tracking server, which has no walls: each sees and changes the runs and models of the others.`;
    return [{ at: server, path: 'Type', message, fix: 'Make a tracking server for each project.' }];
  });
}

/** A role of a project, and the names of the servers, as patterns, whose runs it may read. */
interface User {
  readonly projects: readonly string[];
  readonly servers: readonly string[];
}

function userOf(identity: Identity): readonly User[] {
  const projects = projectOf(identity);
  if (projects.length === 0) return [];
  const given = grants(identity, 'sagemaker-mlflow:SearchRuns').flatMap(({ resources }) => resources);
  return [{ projects, servers: given.map((arn) => arn.replace(/^arn:.*:mlflow-tracking-server\//, '')) }];
}

/** The project that a role says by a tag whose last word is that. */
function projectOf({ resource }: Identity): readonly string[] {
  return listAt(resource.properties, 'Tags').flatMap((tag) =>
    /(^|[:/._-])project$/i.test(textAt(tag, 'Key') ?? '') && at(tag, 'Value') !== undefined
      ? (textAt(tag, 'Value') ?? [])
      : [],
  );
}

export const sharingRules: readonly Rule[] = [
  {
    id: 'shared-tracking',
    proves: 'Roles of several projects, by their tags, work on no tracking server together.',
    beyond: 'Who works in which project, where no tag of a role says so.',
    violations: sharedTracking,
  },
];
