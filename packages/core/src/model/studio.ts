/** The notebooks' environment, the same for everybody. */
export interface Studio {
  readonly experience: 'studio' | 'unified' | 'both';
  readonly spaces: 'private' | 'shared' | 'none';
  /** Instance type of a new space. */
  readonly instance: string;
  /** Null: idle spaces run on. */
  readonly idleStop: StudioIdleStop | null;
  /** Fate of people's home folders when the workspace is destroyed. */
  readonly homeFolders: 'keep' | 'delete';
  readonly docker: DockerAccess;
  readonly image: StudioImage | null;
  /** Sizes of a space's own disk; null: chosen by Studio, and as large as people want. */
  readonly disk: SpaceDisk | null;
  /** Whether people see and change this domain's resources only. */
  readonly isolateDomain: boolean;
  /** Whether people may work in their spaces from an editor on their own machine. */
  readonly remoteAccess: boolean;
  readonly projectTemplates: boolean;
  /** Whether a person's space is started as soon as it is made. */
  readonly prewarm: boolean;
  /** Git address that is cloned into every new home folder. */
  readonly cloneRepository: string | null;
  readonly unified: UnifiedStudio;
}

export interface StudioIdleStop {
  /** Quiet minutes after which a space is stopped; memory is lost, files are not. */
  readonly afterMinutes: number;
  /** Least that a person may choose; null: people may not choose. */
  readonly minMinutes: number | null;
  /** Most that a person may choose; null: people may not choose. */
  readonly maxMinutes: number | null;
}

export interface DockerAccess {
  readonly enabled: boolean;
  /** Accounts whose images may be pulled. */
  readonly trustedAccounts: readonly string[];
}

export interface StudioImage {
  readonly name: string;
  readonly appConfig: string;
}

interface SpaceDisk {
  readonly defaultGb: number;
  /** Most that people may choose. */
  readonly maxGb: number;
}

export interface UnifiedStudio {
  /** Name of the person who owns the domain; null: the first admin, or else the first lead. */
  readonly owner: string | null;
  /** Whether everybody in the directory gets in, or the people of this file alone. */
  readonly assignment: 'manual' | 'automatic';
  readonly amazonQ: 'off' | 'free' | 'paid';
  readonly generativeAi: boolean;
}
