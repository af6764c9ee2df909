/** In CloudFormation's words; it has none for a user. */
export const instanceType = 'AWS::SSO::Instance';
export const applicationType = 'AWS::SSO::Application';
export const assignmentType = 'AWS::SSO::ApplicationAssignment';
export const userType = 'AWS::IdentityStore::User';
export const groupType = 'AWS::IdentityStore::Group';
export const membershipType = 'AWS::IdentityStore::GroupMembership';
