import type { IamSettings } from '../model/aws-settings.ts';
import type { Network } from '../model/network.ts';
import type { Person, Role } from '../model/person.ts';
import type { Project, WarehouseSize } from '../model/project.ts';
import type { SignIn } from '../model/sign-in.ts';
import type { Studio } from '../model/studio.ts';
import type { TrackingAppSettings, TrackingServerSettings } from '../model/tracking.ts';
import type { BigData, PackageSource, SourceHost } from '../model/workspace.ts';
import type { RequiredService } from '../required-services/required-service.ts';

interface Common {
  /** Unique in the plan and the same as long as the names in the file are: `network`, `person:july`, `warehouse:sales`. */
  readonly id: string;
  /** Why the workspace has it, for people. */
  readonly because: string;
  /** Ids of the pieces that must be there first; they come earlier in the plan. */
  readonly needs: readonly string[];
}

/** One thing that a workspace consists of, whatever the target. */
export type Piece = WorkspacePiece | PersonPiece | ProjectPiece;

/** A piece of one kind. */
export type PieceOf<Kind extends Piece['kind']> = Extract<Piece, { readonly kind: Kind }>;

export type WorkspacePiece = Common &
  (
    | { readonly kind: 'network'; readonly network: Network; readonly reach: readonly RequiredService[] }
    | { readonly kind: 'key' }
    | { readonly kind: 'access-logs' }
    | { readonly kind: 'role'; readonly role: Role; readonly iam: IamSettings | null }
    | { readonly kind: 'packages'; readonly packages: PackageSource }
    | { readonly kind: 'studio'; readonly studio: Studio; readonly signIn: SignIn }
    | { readonly kind: 'project-templates' }
    | { readonly kind: 'workspace-tracking'; readonly tracking: TrackingServerSettings }
    | { readonly kind: 'big-data'; readonly bigData: BigData }
    | { readonly kind: 'workspace-budget'; readonly monthlyUsd: number }
  );

export type PersonPiece = Common &
  (
    | { readonly kind: 'person'; readonly person: Person; readonly projects: readonly string[] }
    | { readonly kind: 'space'; readonly person: Person; readonly instance: string }
    | { readonly kind: 'sandbox'; readonly person: Person; readonly project: string }
  );

/** Says nothing of who works in the project, so that nobody's coming or going changes it. */
export type ProjectPiece = Common & { readonly project: Omit<Project, 'members'> } & (
    | { readonly kind: 'project-stores' }
    | { readonly kind: 'project-jobs' }
    | { readonly kind: 'warehouse'; readonly size: WarehouseSize }
    | { readonly kind: 'tracking'; readonly tracking: TrackingAppSettings | TrackingServerSettings }
    | { readonly kind: 'registry' }
    | { readonly kind: 'membership' }
    | { readonly kind: 'repository'; readonly source: SourceHost }
    | { readonly kind: 'notices' }
    /** AWS wants one person to own it; the others open it all the same. */
    | { readonly kind: 'shared-space'; readonly instance: string; readonly owner: Person }
    | { readonly kind: 'project-budget'; readonly monthlyUsd: number }
    | { readonly kind: 'project-settings' }
  );
