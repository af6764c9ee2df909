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

/** A server that is billed for every hour. */
export interface TrackingServerSettings extends TrackingStore {
  readonly kind: 'server';
  readonly size: 'Small' | 'Medium' | 'Large';
  /** MLflow version; null: the newest that AWS offers. */
  readonly version: string | null;
}
