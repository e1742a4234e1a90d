import { expect, test } from "@jest/globals";
import { assignments, columns, compile, joined, json, sql } from "./sql";

test("values become parameters, pieces become text, in order", () => {
  const condition = sql`b = ${2}`;
  expect(compile(sql`select ${1} where ${condition} and c = ${"'; drop table x"}`)).toEqual({ text: "select $1 where b = $2 and c = $3", parameters: [1, 2, "'; drop table x"] });
});

test("rows become columns in snake case, without what is undefined", () => {
  expect(compile(sql`insert into t ${columns({ createdAt: new Date(0), draft: { a: 1 }, none: undefined, nothing: null })}`))
    .toEqual({ text: 'insert into t ("created_at", "draft", "nothing") values ($1, $2::text::jsonb, $3)', parameters: ["1970-01-01T00:00:00.000Z", '{"a":1}', null] });
  expect(compile(sql`update t set ${assignments({ agentName: "x", tags: json([1]) })} where id = ${7}`))
    .toEqual({ text: 'update t set "agent_name" = $1, "tags" = $2::text::jsonb where id = $3', parameters: ["x", "[1]", 7] });
});

test("pieces are joined", () => {
  expect(compile(joined([sql`a = ${1}`, sql`b = ${2}`], " and ")).text).toBe("a = $1 and b = $2");
});

test("an undefined value is a fault and not a null", () => {
  expect(() => compile(sql`select ${undefined}`)).toThrow(TypeError);
});
