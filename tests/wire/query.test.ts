import { describe, expect, test } from 'vitest';
import { readModel, type StructureShape } from '../../src/engine/api/index';
import { readForm, readQueryInput } from '../../src/wire/query-reader';
import { queryFormat } from '../../src/wire/query';
import { xmlContent } from '../../src/wire/xml-writer';

// The forms of lists and maps are those of Smithy's awsQuery protocol tests: the services modelled so
// far use only the plain ones.
const model = readModel({
  service: 'test',
  metadata: { protocol: 'query', apiVersion: '2020-01-08', endpointPrefix: 'test' },
  operations: {},
  shapes: {
    Text: { type: 'string' },
    Count: { type: 'integer' },
    Rate: { type: 'double' },
    Flag: { type: 'boolean' },
    Bytes: { type: 'blob' },
    Time: { type: 'timestamp' },
    Texts: { type: 'list', member: 'Text' },
    Items: { type: 'list', member: { shape: 'Text', locationName: 'item' } },
    FlatTexts: { type: 'list', member: 'Text', flattened: true },
    FlatItems: { type: 'list', member: { shape: 'Text', locationName: 'Hi' }, flattened: true },
    Greeting: { type: 'structure', members: { hi: 'Text' } },
    Greetings: { type: 'list', member: 'Greeting' },
    TextMap: { type: 'map', key: 'Text', value: 'Text' },
    NamedMap: {
      type: 'map',
      key: { shape: 'Text', locationName: 'K' },
      value: { shape: 'Text', locationName: 'V' },
    },
    FlatMap: { type: 'map', key: 'Text', value: 'Greeting', flattened: true },
    Input: {
      type: 'structure',
      members: {
        Text: 'Text',
        Count: 'Count',
        Rate: 'Rate',
        Flag: 'Flag',
        Bytes: 'Bytes',
        Time: 'Time',
        Texts: 'Texts',
        Items: 'Items',
        FlatTexts: 'FlatTexts',
        FlatItems: 'FlatItems',
        Greeting: 'Greeting',
        Greetings: 'Greetings',
        Map: 'TextMap',
        NamedMap: 'NamedMap',
        FlatMap: 'FlatMap',
        Renamed: { shape: 'Text', locationName: 'Foo' },
      },
    },
  },
});
const shape = model.shapes['Input'] as StructureShape;
const read = (form: string) => readQueryInput(readForm(form), shape);

describe('a query', () => {
  test.each([
    ['Text=a%20b+c%26d', { Text: 'a b c&d' }],
    ['Text=', { Text: '' }],
    ['Text=%C3%BC&Foo=renamed', { Text: 'ü', Renamed: 'renamed' }],
    ['Count=-5&Rate=0.5&Flag=true', { Count: -5, Rate: 0.5, Flag: true }],
    ['Bytes=aGk%3D', { Bytes: new TextEncoder().encode('hi') }],
    ['Time=2015-01-25T08%3A00%3A00Z', { Time: new Date('2015-01-25T08:00:00Z') }],
    ['Texts.member.1=foo&Texts.member.2=bar', { Texts: ['foo', 'bar'] }],
    ['Texts.member.10=c&Texts.member.9=b&Texts.member.1=a', { Texts: ['a', 'b', 'c'] }],
    ['Texts=', { Texts: [] }],
    ['Items.item.1=A&Items.item.2=B', { Items: ['A', 'B'] }],
    ['FlatTexts.1=A&FlatTexts.2=B', { FlatTexts: ['A', 'B'] }],
    ['Hi.1=A&Hi.2=B', { FlatItems: ['A', 'B'] }],
    ['Greeting.hi=hello', { Greeting: { hi: 'hello' } }],
    ['Greetings.member.1.hi=a&Greetings.member.2.hi=b', { Greetings: [{ hi: 'a' }, { hi: 'b' }] }],
    ['Map.entry.1.key=foo&Map.entry.1.value=Foo', { Map: { foo: 'Foo' } }],
    ['NamedMap.entry.1.K=foo&NamedMap.entry.1.V=Foo', { NamedMap: { foo: 'Foo' } }],
    ['FlatMap.1.key=foo&FlatMap.1.value.hi=hello', { FlatMap: { foo: { hi: 'hello' } } }],
    ['Action=Test&Version=2020-01-08&Other=1', {}],
  ])('%s', (form, input) => {
    expect(read(form)).toEqual(input);
  });

  test('leaves values of a wrong type for the validator to refuse', () => {
    expect(read('Count=many&Flag=yes&Bytes=%21')).toEqual({
      Count: 'many',
      Flag: 'yes',
      Bytes: '!',
    });
    expect(() => read('Time=tomorrow')).toThrow('timestamp must follow ISO8601');
  });

  test('cannot be nested without end, nor reach a prototype', () => {
    expect(read(`${'Greeting.'.repeat(100_000)}hi=x`)).toEqual({});
    expect(read('Map.entry.1.key=__proto__&Map.entry.1.value=x')).toEqual({
      Map: Object.fromEntries([['__proto__', 'x']]),
    });
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
    expect(() => readForm('Text=%ff')).toThrow('The query string contains a syntax error.');
  });
});

describe('an answer in XML', () => {
  const write = (value: object) => xmlContent(value, shape, queryFormat(model));

  test.each([
    [{ Text: 'a<b>&"c"\r\0' }, '<Text>a&lt;b&gt;&amp;&quot;c&quot;&#xD;\ufffd</Text>'],
    [{ Text: '', Texts: [] }, '<Text/><Texts/>'],
    [{ Count: 5, Rate: 0.5, Flag: false }, '<Count>5</Count><Rate>0.5</Rate><Flag>false</Flag>'],
    [{ Bytes: new TextEncoder().encode('hi') }, '<Bytes>aGk=</Bytes>'],
    [{ Time: new Date('2015-01-25T08:00:00.123Z') }, '<Time>2015-01-25T08:00:00Z</Time>'],
    [{ Texts: ['a', 'b'] }, '<Texts><member>a</member><member>b</member></Texts>'],
    [{ Items: ['a'] }, '<Items><item>a</item></Items>'],
    [{ FlatTexts: ['a', 'b'] }, '<FlatTexts>a</FlatTexts><FlatTexts>b</FlatTexts>'],
    [{ FlatItems: ['a'] }, '<Hi>a</Hi>'],
    [{ Greeting: {} }, '<Greeting/>'],
    [{ Greetings: [{ hi: 'a' }] }, '<Greetings><member><hi>a</hi></member></Greetings>'],
    [{ Map: { a: 'b' } }, '<Map><entry><key>a</key><value>b</value></entry></Map>'],
    [{ NamedMap: { a: 'b' } }, '<NamedMap><entry><K>a</K><V>b</V></entry></NamedMap>'],
    [{ FlatMap: { a: { hi: 'b' } } }, '<FlatMap><key>a</key><value><hi>b</hi></value></FlatMap>'],
    [{ Renamed: 'x', Unknown: 'y', Text: undefined }, '<Foo>x</Foo>'],
  ])('%j', (value, xml) => {
    expect(write(value)).toBe(xml);
  });
});
