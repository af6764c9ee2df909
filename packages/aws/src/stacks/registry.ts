import type { PieceOf } from '@atelier/core';
import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnModelPackageGroup } from 'aws-cdk-lib/aws-sagemaker';
import { type Built, made, type Site } from './builder.ts';

/** The registered models of a project. */
export function buildRegistry({ project }: PieceOf<'registry'>, { stack, names }: Site): Built<'registry'> {
  const registry = new CfnModelPackageGroup(stack, 'Registry', {
    modelPackageGroupName: names.modelPackageGroup(project.name),
    modelPackageGroupDescription: `Models of ${project.name} that wait for approval, and those approved`,
  });
  registry.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  return made;
}
