import type { EvaluatedResource } from '@atelier/cloudformation';
import { addressOf, type Model } from '../model.ts';
import type { Rule, Violation } from '../rule.ts';

function unknownTypes(model: Model): Violation[] {
  return everyResource(model)
    .filter(({ type }) => !model.types.has(type) && !isCustom(type))
    .map((resource) => ({
      at: resource,
      path: 'Type',
      message:
        resource.type === ''
          ? `${resource.logicalId} has no type.`
          : `${resource.type} is no type of CloudFormation that is known here, so nothing about it is proven.`,
      fix: 'Correct the type; if a macro replaces it, name the template that CloudFormation has processed.',
    }));
}

function isCustom(type: string): boolean {
  return type === 'AWS::CloudFormation::CustomResource' || type.startsWith('Custom::');
}

function customResources(model: Model): Violation[] {
  return everyResource(model)
    .filter(({ type }) => isCustom(type))
    .map((resource) => ({
      at: resource,
      path: 'Type',
      message: `${resource.logicalId} is made by a program of its author: what that does cannot be seen.`,
      fix: 'Use a type of CloudFormation.',
    }));
}

function unseenStacks(model: Model): Violation[] {
  const given = new Set(model.stacks.map(({ stack }) => stack));
  return model
    .ofType('AWS::CloudFormation::Stack')
    .filter((resource) => !given.has(addressOf(resource)))
    .map((resource) => ({
      at: resource,
      path: 'Properties.TemplateURL',
      message: `The template of the nested stack ${resource.logicalId} is not there, so nothing about it is proven.`,
      fix: 'Prove the cloud assembly, in which nested templates are, or each template by itself.',
    }));
}

function undecidedConditions(model: Model): Violation[] {
  return model.stacks.flatMap(({ stack, undecided }) =>
    undecided.map((logicalId) => ({
      at: { stack, logicalId },
      path: `Conditions.${logicalId}`,
      message: `Whether ${logicalId} holds depends on a parameter without a default, so half of the template was not looked at.`,
      fix: 'Give the parameter a default, or decide it with --parameter, --region or --account.',
    })),
  );
}

function unreadParts(model: Model): Violation[] {
  return model.stacks.flatMap(({ stack, unread }) =>
    unread.map(({ path, what }) => ({
      at: { stack, logicalId: path.split('.')[1] ?? '' },
      path,
      message: `What ${what} becomes cannot be told from the template, so nothing about it is proven.`,
      fix: 'Name the template that CloudFormation has processed, in which it is written out.',
    })),
  );
}

function everyResource({ stacks }: Model): EvaluatedResource[] {
  return stacks.flatMap(({ resources }) => resources);
}

export const templateRules: readonly Rule[] = [
  {
    id: 'unknown-type',
    proves: 'Every resource is of a type that is known: what is not understood is not proven.',
    beyond: 'Types newer than the list of CloudFormation types that Atelier comes with.',
    violations: unknownTypes,
  },
  { id: 'custom-resource', proves: 'No resource is made by a program.', beyond: '', violations: customResources },
  {
    id: 'unseen-stack',
    proves: 'The templates of nested stacks were looked at.',
    beyond: '',
    violations: unseenStacks,
  },
  {
    id: 'unread-part',
    proves: 'No part of a template is written by a macro or a loop, or in a way that is not understood.',
    beyond: 'Loops in Outputs, which make no resource.',
    violations: unreadParts,
  },
  {
    id: 'undecided-condition',
    proves: 'Every condition could be decided, so that the resources looked at are those that will be.',
    beyond: 'Parameters: what is proven holds for their defaults.',
    violations: undecidedConditions,
  },
];
