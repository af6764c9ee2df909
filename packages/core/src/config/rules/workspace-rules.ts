import { iamRules } from '../aws/iam-rules.ts';
import { regionRules } from '../aws/region-rules.ts';
import { regionalServiceRules } from '../aws/regional-service-rules.ts';
import { tagRules } from '../aws/tag-rules.ts';
import { frontDoorRules } from './front-door-rules.ts';
import { isolationRules } from './isolation-rules.ts';
import { limitRules } from './limit-rules.ts';
import { nameRules } from './name-rules.ts';
import { networkRules } from './network-rules.ts';
import { packageRules } from './package-rules.ts';
import { peopleRules } from './people-rules.ts';
import type { WorkspaceRule } from './rule.ts';
import { signInRules } from './sign-in-rules.ts';
import { sourceRules } from './source-rules.ts';
import { studioRules } from './studio-rules.ts';
import { trackingRules } from './tracking-rules.ts';

/** Everything that a workspace's file must keep, beyond each value by itself. */
export const workspaceRules: readonly WorkspaceRule[] = [
  ...nameRules,
  ...peopleRules,
  ...networkRules,
  ...signInRules,
  ...frontDoorRules,
  ...regionRules,
  ...regionalServiceRules,
  ...iamRules,
  ...isolationRules,
  ...studioRules,
  ...trackingRules,
  ...packageRules,
  ...sourceRules,
  ...limitRules,
  ...tagRules,
];
