import { createHash } from 'node:crypto';
import { Token } from 'aws-cdk-lib';
import { CfnStudioLifecycleConfig } from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';

export interface LifecycleConfigurationProps {
  /** Beginning of the name: up to 50 letters, digits and dashes. */
  readonly namePrefix: string;
  readonly appType: 'JupyterLab' | 'CodeEditor';
  /** Shell script that runs as an app starts. In an isolated network it cannot download anything. */
  readonly script: string;
}

const mostCharacters = 16_384;

/**
 * A script that runs as a Studio app starts.
 *
 * AWS never changes one that exists, its tags included. So its name ends in a digest of the script: a new script is a new
 * configuration. Keep tags that change away from `AWS::SageMaker::StudioLifecycleConfig`.
 *
 * @throws Error for an empty script, and for one of more than 16,384 characters in base 64.
 */
export class LifecycleConfiguration extends Construct {
  readonly lifecycleConfigName: string;
  readonly lifecycleConfigArn: string;

  constructor(scope: Construct, id: string, props: LifecycleConfigurationProps) {
    super(scope, id);
    const content = encoded(props.script);
    const digest = createHash('sha256').update(`${props.appType}\n${content}`).digest('hex').slice(0, 12);
    this.lifecycleConfigName = `${checkedPrefix(props.namePrefix)}-${digest}`;
    const resource = new CfnStudioLifecycleConfig(this, 'Resource', {
      studioLifecycleConfigName: this.lifecycleConfigName,
      studioLifecycleConfigAppType: props.appType,
      studioLifecycleConfigContent: content,
    });
    this.lifecycleConfigArn = resource.attrStudioLifecycleConfigArn;
  }
}

function encoded(script: string): string {
  if (Token.isUnresolved(script)) {
    throw new Error('The lifecycle script has values that are known at deployment only. Give it the text itself.');
  }
  const content = Buffer.from(script).toString('base64');
  if (content !== '' && content.length <= mostCharacters) return content;
  throw new Error(
    `The lifecycle script has ${content.length} characters in base 64. From 1 to ${mostCharacters} are accepted.`,
  );
}

function checkedPrefix(prefix: string): string {
  if (/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,49}$/.test(prefix) && prefix.length <= 50) return prefix;
  throw new Error(
    `The lifecycle configuration's namePrefix is "${prefix}". Up to 50 letters, digits and inner dashes are accepted.`,
  );
}
