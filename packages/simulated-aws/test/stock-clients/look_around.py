"""Calls with which a person looks around in an account by stock boto3; prints what came back as one JSON document."""

import json
import sys

import boto3

TEMPLATE = {
    "Description": "Three things",
    "Parameters": {"Secret": {"Type": "String", "NoEcho": True, "Default": "hush"}},
    "Resources": {
        "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
        "Name": {"Type": "AWS::SSM::Parameter", "Properties": {"Name": "/p/x", "Type": "String", "Value": "v"}},
        "Role": {
            "Type": "AWS::IAM::Role",
            "Properties": {
                "RoleName": "looker",
                "AssumeRolePolicyDocument": {
                    "Version": "2012-10-17",
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "Principal": {"Service": "sagemaker.amazonaws.com"},
                            "Action": "sts:AssumeRole",
                        }
                    ],
                },
            },
        },
    },
}


def main() -> None:
    """Deploy a small stack and look at it through each service."""

    def client(service: str):
        return boto3.client(service, endpoint_url=sys.argv[1], region_name="eu-central-1")

    stacks, ec2, iam, ssm = (client(service) for service in ("cloudformation", "ec2", "iam", "ssm"))
    body = json.dumps(TEMPLATE)
    validated = stacks.validate_template(TemplateBody=body)
    stacks.create_stack(StackName="small", TemplateBody=body, Capabilities=["CAPABILITY_NAMED_IAM"])
    stacks.get_waiter("stack_create_complete").wait(StackName="small", WaiterConfig={"Delay": 1})
    [stack] = stacks.describe_stacks(StackName="small")["Stacks"]
    [network] = ec2.describe_vpcs()["Vpcs"]
    in_network = [{"Name": "vpc-id", "Values": [network["VpcId"]]}]
    told = {
        "validated": [validated["Description"], validated["Parameters"], validated["Capabilities"]],
        "parameters": stack["Parameters"],
        "status": stack["StackStatus"],
        "resources": [one["LogicalResourceId"] for one in resources(stacks)],
        "network": network["CidrBlock"],
        "in it": [len(ec2.describe_subnets(Filters=in_network)["Subnets"]), len(groups(ec2, in_network))],
        "role": iam.get_role(RoleName="looker")["Role"]["RoleName"],
        "roles": [one["RoleName"] for page in iam.get_paginator("list_roles").paginate() for one in page["Roles"]],
        "parameter": ssm.get_parameter(Name="/p/x")["Parameter"]["Value"],
        "account": client("sts").get_caller_identity()["Account"],
    }
    print(json.dumps(told))


def resources(stacks) -> list:
    """All resources of the stack."""
    pages = stacks.get_paginator("list_stack_resources").paginate(StackName="small")
    return [one for page in pages for one in page["StackResourceSummaries"]]


def groups(ec2, filters) -> list:
    """Security groups of the network."""
    return ec2.describe_security_groups(Filters=filters)["SecurityGroups"]


main()
