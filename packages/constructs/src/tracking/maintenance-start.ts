const weekly = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun):([01]\d|2[0-3]):[0-5]\d$/;

/** The start as given, when AWS accepts it; undefined: AWS chooses. */
export function maintenanceStart(start: string | undefined): string | undefined {
  if (start === undefined || weekly.test(start)) return start;
  throw new Error(`weeklyMaintenanceStart is "${start}". A day and a time in UTC are accepted, such as Tue:03:30.`);
}
