/** Sockets of what is behind the front door, by the names of the workspace; whether anybody listens there is seen when it is asked. */
export interface Places {
  /** Answers what people ask a workspace for; a header says who asks. */
  readonly api: string;
  readonly tracking: string;
  readonly packages: string;
  endpoint(project: string, endpoint: string): string;
  /** @param person null: the shared one of all members */
  space(person: string | null, project: string): string;
}
