import { expect, test } from 'vitest';
import { serviceOf } from '../src/service-name.ts';

test.each([
  ['com.amazonaws.eu-central-1.sagemaker.api', 'sagemaker.api'],
  ['com.amazonaws.eu-central-1.s3', 's3'],
  ['cn.com.amazonaws.cn-north-1.ecr.dkr', 'ecr.dkr'],
  ['aws.sagemaker.eu-central-1.experiments', 'sagemaker.experiments'],
  ['com.amazonaws.⟨Region⟩.sts', 'sts'],
  ['com.amazonaws.vpce.eu-central-1.vpce-svc-0a1b', null],
  ['com.amazonaws.eu-central-1', null],
  ['snowflake', null],
])('the endpoint service %s is %s in short', (name, short) => {
  expect(serviceOf(name)).toBe(short);
});
