import type { Members, Operation } from '../../service/service.ts';
import { neededCapabilities, typesOfRights } from '../../stacks/capabilities.ts';
import { checkTemplate } from '../../stacks/check-template.ts';
import { isHidden } from '../../stacks/parameters.ts';
import { readTemplate, type TemplateSource } from '../../stacks/read-request.ts';
import { settle, stackNamed } from '../../stacks/stack-book.ts';
import type { RehearsedTemplate, TemplateParameter } from '../../stacks/template.ts';
import type { World } from '../../world/world.ts';
import { changeSetIn } from './change-set-operations.ts';
import { nameIn } from './stack-operations.ts';

/** Operations about templates. */
export const templateOperations: Readonly<Record<string, Operation>> = {
  GetTemplate: (input, world) => {
    const text =
      typeof input.ChangeSetName === 'string'
        ? changeSetIn(input, world).changeSet.request.text
        : settle(world, stackNamed(world, nameIn(input))).request.text;
    return { TemplateBody: text, StagesAvailable: ['Original', 'Processed'] };
  },
  GetTemplateSummary: (input: Members, world) => {
    const isGiven = input.TemplateBody !== undefined || input.TemplateURL !== undefined;
    const template = isGiven ? checked(world, input) : stackNamed(world, nameIn(input)).request.template;
    return {
      ...described(template, ({ Type }) => ({ ParameterType: Type })),
      ResourceTypes: [...new Set(Object.values(template.Resources).map(({ Type }) => Type))],
      ResourceIdentifierSummaries: [],
    };
  },
  ValidateTemplate: (input: Members & TemplateSource, world) => described(checked(world, input), () => ({})),
};

function checked(world: World, source: TemplateSource): RehearsedTemplate {
  const { template } = readTemplate(world, source);
  checkTemplate(template);
  return template;
}

function described(template: RehearsedTemplate, more: (parameter: TemplateParameter) => Members): Members {
  const capabilities = neededCapabilities(template);
  const parameters = Object.entries(template.Parameters ?? {}).map(([name, parameter]) => ({
    ParameterKey: name,
    ...more(parameter),
    NoEcho: isHidden(parameter),
    ...(parameter.Default === undefined ? {} : { DefaultValue: String(parameter.Default) }),
    ...(parameter.Description === undefined ? {} : { Description: parameter.Description }),
  }));
  return {
    Parameters: parameters,
    ...(template.Description === undefined ? {} : { Description: template.Description }),
    ...(capabilities.length === 0 ? {} : { Capabilities: capabilities, CapabilitiesReason: reasonFor(template) }),
  };
}

function reasonFor(template: RehearsedTemplate): string {
  return `The following resource(s) require capabilities: [${typesOfRights(template).join(', ')}]`;
}
