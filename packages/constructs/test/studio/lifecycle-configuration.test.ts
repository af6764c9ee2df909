import { App, Aws, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { LifecycleConfiguration, type LifecycleConfigurationProps } from '../../src/studio/lifecycle-configuration.ts';

/** Refuses what the resource schemas refuse. */
const context = { '@aws-cdk/core:validateAgainstDefaultRules': true };

const start: LifecycleConfigurationProps = {
  namePrefix: 'acme-start',
  appType: 'JupyterLab',
  script: 'pip config list\n',
};

function made(props: Partial<LifecycleConfigurationProps> = {}) {
  const stack = new Stack(new App({ context }), 'stack');
  const { lifecycleConfigName } = new LifecycleConfiguration(stack, 'Start', { ...start, ...props });
  const [resource] = Object.values(Template.fromStack(stack).findResources('AWS::SageMaker::StudioLifecycleConfig'));
  return { name: lifecycleConfigName, properties: resource?.Properties };
}

test('a script comes back out of what AWS gets', () => {
  const script = '#!/bin/bash\necho "grüße"\n';
  const { name, properties } = made({ script });
  expect(Buffer.from(properties.StudioLifecycleConfigContent, 'base64').toString()).toBe(script);
  expect(properties).toMatchObject({ StudioLifecycleConfigName: name, StudioLifecycleConfigAppType: 'JupyterLab' });
});

test('the same script has the same name, another script or app another one', () => {
  const names = [made(), made({ script: 'pip config list' }), made({ appType: 'CodeEditor' })].map(({ name }) => name);
  expect(new Set(names).size).toBe(3);
  expect(made().name).toBe(names[0]);
  expect(names[0]).toMatch(/^acme-start-[0-9a-f]{12}$/);
});

test('a name is never longer than AWS accepts', () => {
  expect(made({ namePrefix: 'a'.repeat(50) }).name).toHaveLength(63);
});

describe('refused', () => {
  test.each<[string, Partial<LifecycleConfigurationProps>, RegExp]>([
    ['nothing', { script: '' }, /has 0 characters/],
    ['too much', { script: 'x'.repeat(12_289) }, /has 16388 characters in base 64. From 1 to 16384/],
    ['a value of the deployment', { script: `echo ${Aws.REGION}` }, /known at deployment only/],
    ['a name with an underscore', { namePrefix: 'acme_start' }, /namePrefix is "acme_start"/],
    ['a long name', { namePrefix: 'a'.repeat(51) }, /Up to 50/],
  ])('%s', (_what, props, message) => {
    expect(() => made(props)).toThrow(message);
  });

  test('but not the longest script that fits', () => {
    expect(made({ script: 'x'.repeat(12_288) }).properties.StudioLifecycleConfigContent).toHaveLength(16_384);
  });
});
