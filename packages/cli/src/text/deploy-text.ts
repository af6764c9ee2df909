import type { DeployNews } from '@atelier/aws/account';

/** One line about one resource, or a warning. */
export function newsText(news: DeployNews): string {
  if (news.kind === 'warning') return `warning: ${news.text}\n`;
  const { stack, resource, type, status, reason } = news;
  return `${stack}  ${status.padEnd(20)}  ${resource}  ${type}${reason === null ? '' : `  ${reason}`}\n`;
}
