import { validationError } from './errors';
import { handlerOf } from './resources/index';
import { referencesIn } from './template/references';
import type { Template } from './template/template';
import { functionOf, isList, isMap, type Value } from './template/value';

/**
 * Refuses attributes that a type of resource has not: AWS CloudFormation does so when the stack is
 * being made already. Throws ValidationError. The text is recorded for outputs.
 */
export function checkAttributes(template: Template): void {
  const places: (readonly [string, Value])[] = [
    ...Object.entries(template.Resources).map(
      ([name, { Properties }]) => [`/Resources/${name}/Properties`, Properties] as const,
    ),
    ...Object.entries(template.Outputs).map(
      ([name, output]) => [`/Outputs/${name}/Value`, output.Value] as const,
    ),
  ];
  for (const [path, value] of places) check(template, path, value);
}

function check(template: Template, path: string, value: Value): void {
  if (isList(value)) return value.forEach((item, i) => check(template, `${path}/${i}`, item));
  if (!isMap(value)) return;
  const [name, argument] = functionOf(value) ?? [];
  if (
    name === undefined ||
    argument === undefined ||
    (name !== 'Fn::GetAtt' && name !== 'Fn::Sub')
  ) {
    for (const [key, item] of Object.entries(value)) check(template, `${path}/${key}`, item);
    return;
  }
  for (const { name: resource, attribute } of referencesIn(value)) {
    const type = template.Resources[resource]?.Type;
    if (type === undefined || attribute === undefined) continue;
    if (handlerOf(type)?.attributes.includes(attribute) === true) continue;
    throw validationError(
      `[Error] ${path}/${name}: Resource type ${type} does not support attribute {${attribute}}`,
    );
  }
}
