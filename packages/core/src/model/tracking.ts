/** Experiments and the model registry. */
export type Tracking = TrackingAppSettings | TrackingServerSettings | { readonly kind: 'none' };

interface TrackingStore {
  readonly name: string;
  /** Whether a logged model becomes a registry version by itself. */
  readonly autoRegister: boolean;
  /** Bucket of the artifacts; null: one made for the workspace. */
  readonly bucket: string | null;
  /** Where in the bucket, from `/` without an ending slash. */
  readonly prefix: string;
  /** Weekly start of maintenance in UTC, such as `Tue:03:30`; null: chosen by AWS. */
  readonly maintenance: string | null;
}

/** Serverless. */
export interface TrackingAppSettings extends TrackingStore {
  readonly kind: 'app';
}

/** A server that is billed for every hour that it runs. */
export interface TrackingServerSettings extends TrackingStore {
  readonly kind: 'server';
  /** Whether each project has one, or all have one together and see each other's runs and models. */
  readonly scope: 'project' | 'workspace';
  /** When it runs, beside what people start by themselves; null: always. */
  readonly hours: ServerHours | null;
  readonly size: 'Small' | 'Medium' | 'Large';
  /** MLflow version; null: the newest that AWS offers. */
  readonly version: string | null;
}

/** From one time of a day to a later one, on some days of the week. */
interface ServerHours {
  /** Such as `07:30`. */
  readonly from: string;
  readonly to: string;
  readonly days: readonly Weekday[];
  /** As the IANA names it, such as `Europe/Berlin`. */
  readonly timeZone: string;
}

export const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
type Weekday = (typeof weekdays)[number];

/** Whether all projects have one tracking together. */
export function isShared(tracking: Tracking): tracking is TrackingServerSettings {
  return tracking.kind === 'server' && tracking.scope === 'workspace';
}
