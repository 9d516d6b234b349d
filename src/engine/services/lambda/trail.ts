import type { TrailRules } from '../../trail/index';

/**
 * What Lambda logs otherwise than others do. Source: Lambda Developer Guide, "Logging AWS Lambda API
 * calls using AWS CloudTrail" (read 2026-11): Invoke is a data event, code and environment variables
 * are left out, and names carry the version of the API.
 */
export const trailRules: TrailRules = {
  dataEvents: new Set(['Invoke']),
  omitted: new Set(['ZipFile', 'Variables', 'Payload']),
  eventNames: {
    AddPermission: 'AddPermission20150331v2',
    CreateAlias: 'CreateAlias20150331',
    CreateFunction: 'CreateFunction20150331',
    DeleteAlias: 'DeleteAlias20150331',
    DeleteFunction: 'DeleteFunction20150331',
    GetAlias: 'GetAlias20150331',
    GetFunction: 'GetFunction20150331v2',
    GetFunctionConfiguration: 'GetFunctionConfiguration20150331v2',
    GetPolicy: 'GetPolicy20150331v2',
    ListAliases: 'ListAliases20150331',
    ListFunctions: 'ListFunctions20150331',
    ListTags: 'ListTags20170331',
    ListVersionsByFunction: 'ListVersionsByFunction20150331',
    PublishVersion: 'PublishVersion20150331',
    RemovePermission: 'RemovePermission20150331v2',
    TagResource: 'TagResource20170331v2',
    UntagResource: 'UntagResource20170331v2',
    UpdateAlias: 'UpdateAlias20150331',
    UpdateFunctionCode: 'UpdateFunctionCode20150331v2',
    UpdateFunctionConfiguration: 'UpdateFunctionConfiguration20150331v2',
  },
};
