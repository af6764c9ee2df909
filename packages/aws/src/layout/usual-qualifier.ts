/** What the CDK's own bootstrap is called. */
export const usualQualifier = 'hnb659fds';
