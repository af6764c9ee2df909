import type { PolicyGround } from '../../access/policy-ground.ts';

/** One request to AWS. */
export interface ApiCall {
  readonly action: string;
  readonly resource: string;
  /** Condition keys of the request itself; who asks and from where is added by whoever asks. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  /** Without a decisive call the action cannot be done at all; others may be allowed for another reason. */
  readonly decisive: boolean;
}

export function call(action: string, resource: string, context: ApiCall['context'] = {}): ApiCall {
  return { action, resource, context, decisive: true };
}

export function supporting(action: string, resource: string, context: ApiCall['context'] = {}): ApiCall {
  return { action, resource, context, decisive: false };
}

/** The profile of a person of the workspace, by the name in the file. */
export function profileOf({ workspace }: PolicyGround, name: string): string {
  const person = workspace.people.find((one) => one.name === name);
  if (person === undefined) throw new Error(`The workspace has no person "${name}".`);
  return person.profile;
}
