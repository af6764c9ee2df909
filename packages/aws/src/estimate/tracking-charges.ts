import { own } from '@atelier/cloudformation';
import { count, measure } from '@atelier/core';
import { type ChargesOfType, charge, eachMonth, hoursOfMonth, type PlacedResource, priceOf } from './pricing.ts';

const hoursOfWeek = 7 * 24;

const servers: ChargesOfType = (resources, pricing) => {
  const schedules = pricing.resourcesOf('AWS::Scheduler::Schedule');
  return resources.map((server) => {
    const size = server.properties.TrackingServerSize ?? 'Small';
    const price = priceOf(pricing, `tracking-server-${String(size).toLowerCase()}-hour`, server);
    const week = scheduledHours(server, schedules);
    const head = { line: 'tracking', stack: server.stack } as const;
    if (week === null) return charge({ ...head, runs: 'always' }, price, count(1, `${size} server`), hoursOfMonth);
    const hours = Math.round((week / hoursOfWeek) * hoursOfMonth.amount * 100) / 100;
    return charge({ ...head, runs: 'in-use' }, price, count(1, `${size} server`), measure(hours, 'h'));
  });
};

/** Hours of a week in which schedules let a server run; null: none stops it, so that it always runs. */
function scheduledHours({ properties }: PlacedResource, schedules: readonly PlacedResource[]): number | null {
  const name = properties.TrackingServerName;
  const timesOf = (verb: string) =>
    schedules.flatMap((schedule) => {
      const target = schedule.properties.Target;
      const isOfThis =
        String(own(target, 'Arn')).endsWith(`:${verb}MlflowTrackingServer`) &&
        own(target, 'Input') === JSON.stringify({ TrackingServerName: name });
      return isOfThis ? (timeOf(String(schedule.properties.ScheduleExpression)) ?? []) : [];
    });
  const [start] = timesOf('start');
  const [stop] = timesOf('stop');
  if (start === undefined || stop === undefined) return null;
  return (stop.hour - start.hour) * start.days;
}

/** When a schedule is due on how many days of a week; undefined for one of another form than ours. */
function timeOf(expression: string): { readonly hour: number; readonly days: number } | undefined {
  const [, minute, hour, days] = /^cron\((\d+) (\d+) \? \* ([A-Z,]+) \*\)$/.exec(expression) ?? [];
  if (minute === undefined || hour === undefined || days === undefined) return undefined;
  return { hour: Number(hour) + Number(minute) / 60, days: days.split(',').length };
}

export const trackingCharges = {
  'AWS::SageMaker::MlflowTrackingServer': servers,
  'AWS::SageMaker::MlflowApp': eachMonth('tracking', 'tracking-app', 'app'),
} satisfies Readonly<Record<string, ChargesOfType>>;
