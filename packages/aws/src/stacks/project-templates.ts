import { ProjectTemplates } from '@atelier/constructs';
import type { PieceOf } from '@atelier/core';
import { type Built, made, type Site } from './builder.ts';
import { placeOfWork } from './network.ts';
import { roleSettings } from './role-settings.ts';

/** The project templates of SageMaker, which a function switches on. */
export function buildProjectTemplates(_: PieceOf<'project-templates'>, site: Site): Built<'project-templates'> {
  const { stack, names, needed } = site;
  new ProjectTemplates(stack, 'Templates', {
    principalArns: [names.rolePattern],
    ...placeOfWork(needed('network')),
    kmsKeyArn: needed('key').keyArn,
    role: { roleName: names.templatesRole, ...roleSettings(site) },
  });
  return made;
}
