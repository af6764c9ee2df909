/** Something that a file asks for and no stack can hold. */
export interface PreflightFinding {
  readonly code: string;
  /** The setting that asks for it, such as `studio.instance`. */
  readonly setting: string;
  readonly message: string;
  readonly fix: string;
}
