import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { assertScopes, loadGrammar } from '../support/grammar.ts';

const grammar = await loadGrammar('syntaxes/dhis-conf.tmLanguage.json');

const drawings: Readonly<Record<string, string>> = {
  'keys are split on dots': `
| connection.pool.max_size = 80
> ^^^^^^^^^^ variable.other.property
>           ^ punctuation.separator.key
>            ^^^^ variable.other.property
>                 ^^^^^^^^ variable.other.property
>                          ^ keyword.operator.separator
>                            ^^ constant.numeric`,
  'all separators': `
| a:b
>  ^ keyword.operator.separator
>   ^ support.constant.property-value
| a b = c
>   ^^^^^ support.constant.property-value
|  a  :  = b
> ^ -variable -support
>     ^ keyword.operator.separator
>        ^^^ support.constant.property-value`,
  'switches and numbers only as the whole value': `
| a = on
>     ^^ constant.language.boolean
| a = True
>     ^^^^ constant.language.boolean
| a=off${'  '}
>   ^^^ constant.language.boolean
| a = on   # note
>     ^^^^^^^^^^^ support.constant.property-value
>     ^^^^^^^^^^^ -constant.language -comment
| a = 20 30
>     ^^^^^ -constant.numeric
| a = -1
>     ^^ constant.numeric
| a = 0.5
>     ^^^ constant.numeric
| on = one
> ^^ -constant.language
>      ^^^ -constant.language`,
  comments: `
| # text = value
> ^^^^^^^^^^^^^^ comment.line
> ^ punctuation.definition.comment
|   ! text \\
>   ^^^^^^^^ comment.line
| a = b # c
> ^ variable.other.property
>     ^^^^^ -comment`,
  'an empty line begins nothing, so the line below it is read afresh': `
| a = b
|
| # text
> ^^^^^^ comment.line
| 
| c.d = on
>  ^ punctuation.separator.key
>       ^^ constant.language.boolean`,
  'the version line': `
| # dhis2-version: 2.41
> ^^^^^^^^^^^^^^^^^^^^^ comment.line.version
>   ^^^^^^^^^^^^^ keyword.other.version
>                  ^^^^ constant.numeric.version
| # about dhis2-version: 2.41
>         ^^^^^^^^^^^^^^^^^^^ -keyword -constant`,
  placeholders: `
| a = x\${DB_PASSWORD}y
>      ^^^^^^^^^^^^^^ meta.template.expression
>      ^^ punctuation.definition.template-expression.begin
>        ^^^^^^^^^^^ variable.other.constant.environment
>                   ^ punctuation.definition.template-expression.end
| a = \${PORT:-5432}
>       ^^^^ variable.other.constant.environment
>           ^^ keyword.operator.default
>             ^^^^ support.constant.property-value.default
| a = $\${NAME}
>     ^^^^^^^^ constant.character.escape.placeholder
>     ^^^^^^^^ -variable
| a = \${NAME
>     ^^^^^^ -variable -punctuation
| \${KEY} = a
>   ^^^ -variable.other.constant`,
  escapes: `
| a\\=b = C:\\\\dhis\\thome\\u00e9s
>  ^^ constant.character.escape
>    ^ variable.other.property
>          ^^ constant.character.escape
>                ^^ constant.character.escape
>                      ^^^^^^ constant.character.escape
>                            ^ -constant.character
| a = C:\\users
>       ^^ invalid.illegal.unicode-escape
>         ^^^^ -invalid
| a = \\u12g
>     ^^^^ invalid.illegal.unicode-escape
| \\u = a
> ^^ invalid.illegal.unicode-escape
| a = \\\\users
>     ^^ constant.character.escape
>     ^^^^^^ -invalid`,
  'an escape that goes on behind a continuation is not wrong': `
| a = \\u00\\
>     ^^^^ -invalid
| 41
> ^^ support.constant.property-value`,
  'continuation lines': `
| a = one,\\
>         ^ constant.character.escape.continuation
|   # two,\\
> ^^^^^^^^^ support.constant.property-value
>   ^^^^^^ -comment
|   x.y = 3
> ^^^^^^^^^ support.constant.property-value
>   ^^^^^^^ -variable -keyword
| b = 4
> ^ variable.other.property`,
  'an even number of backslashes does not continue': `
| a = one\\\\
>        ^^ constant.character.escape
| b = 2
> ^ variable.other.property`,
  'a continuation ends at an empty line': `
| a = one\\
>        ^ constant.character.escape.continuation
|
| b = 2
> ^ variable.other.property`,
  'a key over two lines': `
| connection.\\
>            ^ constant.character.escape.continuation
|   url = x
>   ^^^ variable.other.property
>       ^ keyword.operator.separator`,
  addresses: `
| connection.url = jdbc:postgresql://db:5432/dhis?a=b
>                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ markup.underline.link
| connection.url = jdbc:postgresql:dhis
>                  ^^^^^^^^^^^^^^^^^^^^ markup.underline.link
| server.base.url = https://\${HOST}/dhis
>                   ^^^^^^^^ markup.underline.link
>                             ^^^^ variable.other.constant.environment
| route.remote_servers_allowed = https://a.org,https://b.org
>                                ^^^^^^^^^^^^^ markup.underline.link
>                                              ^^^^^^^^^^^^^ markup.underline.link`,
  'a key alone, then the next line': `
| key
> ^^^ variable.other.property
| key=
> ^^^ variable.other.property
| # text
> ^^^^^^ comment.line`,
  'no value is a string, where the editor would not complete': `
| a = text
>     ^^^^ -string`,
};

describe('dhis.conf grammar', () => {
  for (const [name, drawing] of Object.entries(drawings)) test(name, () => assertScopes(grammar, drawing));
});

describe('dhis.conf language configuration', () => {
  const configuration = JSON.parse(readFileSync(new URL('../../syntaxes/dhis-conf.language-configuration.json', import.meta.url), 'utf8'));

  test('a word is a whole key', () => {
    const word = new RegExp(configuration.wordPattern.pattern, `g${configuration.wordPattern.flags}`);
    const words = (text: string) => text.match(word);
    assert.deepEqual(words('audit.in_memory-queue.enabled=on'), ['audit.in_memory-queue.enabled', 'on']);
    assert.deepEqual(words('# clé : ${DB_HOST:-x}'), ['clé', 'DB_HOST', 'x']);
  });

  test('the next line is indented behind a continuation, and only there', () => {
    const before = new RegExp(configuration.onEnterRules[0].beforeText);
    for (const line of ['a = b\\', 'a = \\\\\\', '\\']) assert.match(line, before);
    for (const line of ['a = b', 'a = b\\\\', '# a\\', ' ! a\\', '']) assert.doesNotMatch(line, before);
  });
});
