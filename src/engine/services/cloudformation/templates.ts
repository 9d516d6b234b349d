import type {
  GetTemplateInput,
  GetTemplateOutput,
  GetTemplateSummaryInput,
  GetTemplateSummaryOutput,
  ParameterDeclaration as ShownDeclaration,
  ValidateTemplateInput,
  ValidateTemplateOutput,
} from '@aws-sdk/client-cloudformation';
import type { Context, Operation } from '../../operation';
import { requireChangeSet } from './change-set-lookup';
import { notModelled, validationError } from './errors';
import { requireStack, stackPermission } from './lookup';
import { handlerOf } from './resources/index';
import { templateText } from './template-source';
import { checkReferences } from './template/check-references';
import type { ParameterDeclaration } from './template/parameter-declarations';
import { readTemplate } from './template/read-template';
import type { Template } from './template/template';

/** The template as it was handed in: dynamic references stand as they were written. */
export const GetTemplate: Operation<GetTemplateInput, GetTemplateOutput> = {
  permissions: ({ StackName }, _, ctx) => [stackPermission(ctx, StackName)],
  handle({ StackName, ChangeSetName }, ctx) {
    const StagesAvailable = ['Original', 'Processed'] as ('Original' | 'Processed')[];
    if (ChangeSetName !== undefined) {
      if (StackName === undefined && !ChangeSetName.startsWith('arn:')) {
        throw validationError('StackName is a required parameter.');
      }
      const { plan } = requireChangeSet(ctx, ChangeSetName, StackName);
      return { TemplateBody: plan.text, StagesAvailable };
    }
    if (StackName === undefined) {
      throw validationError('StackName is required if ChangeSetName is not specified.');
    }
    return { TemplateBody: requireStack(ctx, StackName).plan.text, StagesAvailable };
  },
};

/** What AWS says of a template that makes IAM resources; reported in this form by many tools. */
function capabilities({ Resources }: Template) {
  const needed = Object.entries(Resources).flatMap(([, { Type, Properties }]) => {
    const needs = handlerOf(Type)?.capability?.(Properties);
    return needs === undefined ? [] : [{ needs, Type }];
  });
  if (needed.length === 0) return {};
  const isNamed = needed.some(({ needs }) => needs === 'CAPABILITY_NAMED_IAM');
  const types = [...new Set(needed.map(({ Type }) => Type))].join(', ');
  return {
    Capabilities: [isNamed ? ('CAPABILITY_NAMED_IAM' as const) : ('CAPABILITY_IAM' as const)],
    CapabilitiesReason: `The following resource(s) require capabilities: [${types}]`,
  };
}

export const ValidateTemplate: Operation<ValidateTemplateInput, ValidateTemplateOutput> = {
  async handle(input, ctx) {
    const template = await readTemplate(await templateText(ctx, input));
    checkReferences(template);
    const { Description, Parameters } = template;
    return {
      Parameters: Object.entries(Parameters).map(([ParameterKey, declared]) => ({
        ParameterKey,
        ...(declared.Default === undefined ? {} : { DefaultValue: declared.Default }),
        NoEcho: declared.NoEcho,
        ...(declared.Description === undefined ? {} : { Description: declared.Description }),
      })),
      ...(Description === undefined ? {} : { Description }),
      ...capabilities(template),
    };
  },
};

export const GetTemplateSummary: Operation<GetTemplateSummaryInput, GetTemplateSummaryOutput> = {
  permissions: ({ StackName }, _, ctx) => [stackPermission(ctx, StackName)],
  async handle(input, ctx) {
    if (input.StackSetName !== undefined) throw notModelled('StackSetName');
    const template = await summarized(ctx, input);
    const { Description, Parameters, Resources, Metadata } = template;
    const types = [...new Set(Object.values(Resources).map(({ Type }) => Type))];
    return {
      Parameters: Object.entries(Parameters).map(([key, declared]) => declaration(key, declared)),
      ...(Description === undefined ? {} : { Description }),
      ...capabilities(template),
      ResourceTypes: types,
      Version: '2010-09-09',
      ...(Metadata === undefined ? {} : { Metadata: JSON.stringify(Metadata) }),
      ResourceIdentifierSummaries: types.map((ResourceType) => ({
        ResourceType,
        LogicalResourceIds: Object.entries(Resources)
          .filter(([, { Type }]) => Type === ResourceType)
          .map(([name]) => name),
      })),
    };
  },
};

async function summarized(ctx: Context, input: GetTemplateSummaryInput): Promise<Template> {
  const { StackName } = input;
  if (StackName === undefined) return readTemplate(await templateText(ctx, input));
  const stack = requireStack(ctx, StackName);
  if (stack.status === 'REVIEW_IN_PROGRESS') {
    throw validationError('GetTemplateSummary cannot be called on REVIEW_IN_PROGRESS stacks.');
  }
  return stack.plan.template;
}

function declaration(
  ParameterKey: string,
  { Default, Type, NoEcho, Description, AllowedValues }: ParameterDeclaration,
): ShownDeclaration {
  return {
    ParameterKey,
    ...(Default === undefined ? {} : { DefaultValue: Default }),
    ParameterType: Type,
    NoEcho,
    ...(Description === undefined ? {} : { Description }),
    ParameterConstraints: AllowedValues === undefined ? {} : { AllowedValues: [...AllowedValues] },
  };
}
