import type { TemplateResource } from '@atelier/cloudformation';
import { expect, test } from 'vitest';
import { priced, type Resources, stack } from './stack.ts';

function server(TrackingServerName: string): TemplateResource {
  return { Type: 'AWS::SageMaker::MlflowTrackingServer', Properties: { TrackingServerName } };
}

function schedule(verb: string, expression: string): TemplateResource {
  const Arn = `arn:aws:scheduler:::aws-sdk:sagemaker:${verb}MlflowTrackingServer`;
  const Target = { Arn, Input: '{"TrackingServerName":"a"}' };
  return { Type: 'AWS::Scheduler::Schedule', Properties: { ScheduleExpression: expression, Target } };
}

function hours(start: string, stop: string): Resources {
  return { Start: schedule('start', start), Stop: schedule('stop', stop) };
}

const always = ['1 Small server × 730 h × 0.642', 468.66] as const;
const morning = 'cron(0 7 ? * MON,TUE,WED,THU,FRI *)';
const evening = 'cron(0 19 ? * MON,TUE,WED,THU,FRI *)';

const cases: readonly (readonly [string, Resources, string, number])[] = [
  ['a server that always runs', { A: server('a') }, ...always],
  [
    '12 hours on 5 days of 7',
    { A: server('a'), ...hours(morning, evening) },
    '1 Small server × 260.71 h × 0.642',
    167.38,
  ],
  [
    'half an hour on one day',
    { A: server('a'), ...hours('cron(15 9 ? * SUN *)', 'cron(45 9 ? * SUN *)') },
    '1 Small server × 2.17 h × 0.642',
    1.39,
  ],
  ['the hours of another server', { A: server('b'), ...hours(morning, evening) }, ...always],
  ['a start without a stop', { A: server('a'), Start: schedule('start', morning) }, ...always],
  ['a schedule of another form', { A: server('a'), ...hours('rate(1 day)', evening) }, ...always],
  ['an app', { A: { Type: 'AWS::SageMaker::MlflowApp' } }, '1 app × 0', 0],
];

test.each(cases)('tracking is priced for %s', async (_, resources, formula, usd) => {
  expect((await priced(stack(resources))).line('tracking')).toMatchObject({ formula, usd });
});
