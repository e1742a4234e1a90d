import { beforeAll, describe, expect, test } from "@jest/globals";
import { createAgent, deleteAgent, publishAgent, updateAgent } from "@/lib/agents/service";
import { ctxFor } from "@/lib/platform/ctx";
import { contentSecurityPolicy, embedPolicy, securityHeaders } from "@/lib/platform/headers";
import { makeMember, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { config } from "@/middleware";
import { GET } from "./route";

useTestDatabase();
let owner: TestMember;
beforeAll(async () => { owner = await makeMember(); });

const ctx = () => ctxFor(owner.actor);
const hostile = "<script>alert(1)</script>\"'&";
let made = 0;
async function agent(name = "Front desk", { visible = true, published = true } = {}): Promise<{ id: string; slug: string }> {
  const { id, slug } = await createAgent(ctx(), { name, slug: `embed-${++made}` });
  if (published) await publishAgent(ctx(), { id, note: "" });
  if (visible) await updateAgent(ctx(), { id, visibility: "public" });
  return { id, slug };
}
const ask = async (slug: string, query = "", headers: Record<string, string> = {}) => {
  const response = await GET(new Request(`http://parley.test/embed/${encodeURIComponent(slug)}${query}`, { headers: { host: "parley.test", ...headers } }), { params: Promise.resolve({ slug }) });
  const policy = response.headers.get("content-security-policy") ?? "";
  return { status: response.status, html: await response.text(), headers: response.headers, policy, ancestors: /frame-ancestors ([^;]*)/.exec(policy)?.[1] };
};

describe("who may frame it", () => {
  test("with no site listed only this server's own pages; with sites, these and exactly these; without one that was removed from the next answer on", async () => {
    const { id, slug } = await agent();
    expect((await ask(slug)).ancestors).toBe("'self'");
    await updateAgent(ctx(), { id, allowedOrigins: ["https://shop.example", "http://localhost:5173"] });
    const listed = await ask(slug);
    expect([listed.status, listed.ancestors]).toEqual([200, "'self' https://shop.example http://localhost:5173"]);
    await updateAgent(ctx(), { id, allowedOrigins: ["http://localhost:5173"] });
    expect((await ask(slug)).ancestors).toBe("'self' http://localhost:5173");
    await updateAgent(ctx(), { id, name: "Renamed" });
    expect((await ask(slug)).ancestors).toBe("'self' http://localhost:5173");
    await updateAgent(ctx(), { id, allowedOrigins: [] });
    expect((await ask(slug)).ancestors).toBe("'self'");
  });

  test("one agent's sites are no other's", async () => {
    const [first, second] = [await agent(), await agent()];
    await updateAgent(ctx(), { id: first.id, allowedOrigins: ["https://first.example"] });
    expect((await ask(second.slug)).policy).not.toContain("first.example");
  });

  test("what got into the row past the shape never gets into the policy", () => {
    const policy = embedPolicy({ host: "parley.test", secure: true, origins: ["https://good.example", "https://a.example; script-src *", "*", "https://*.example", "https://a.example/path", "'none'", "https://a.example https://b.example", ""] });
    expect(policy).toMatch(/frame-ancestors 'self' https:\/\/good\.example$/);
    expect(policy).not.toContain("*");
    expect(embedPolicy({ host: "evil.test; script-src *", secure: true, origins: [] })).not.toContain("evil");
  });
});

describe("the answer", () => {
  test("is of our own files alone: no inline script or style, nothing but 'self' and our socket, and never kept", async () => {
    const { slug } = await agent();
    const { policy, html, headers } = await ask(slug);
    expect(policy).toBe("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ws://parley.test; media-src 'self' blob:; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'");
    expect(html).not.toMatch(/<style|style=|<script(?![^>]* src="\/widget\/)/);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
  });

  test("takes no cookie and gives none: somebody who is signed in gets the very same", async () => {
    const { slug } = await agent();
    const [nobody, member] = [await ask(slug), await ask(slug, "", { cookie: owner.cookie, authorization: "Bearer pk_nonsense" })];
    expect([member.status, member.html, member.headers.get("set-cookie")]).toEqual([200, nobody.html, null]);
  });

  test("is one and the same for who is unknown, private, unpublished or deleted, to its own workspace's members too", async () => {
    const unknown = await ask("nobody-here");
    expect([unknown.status, unknown.ancestors]).toEqual([404, "'self'"]);
    const gone = await agent();
    await updateAgent(ctx(), { id: gone.id, allowedOrigins: ["https://shop.example"] });
    await deleteAgent(ctx(), { id: gone.id });
    const hidden = await agent("Secret desk", { visible: false });
    await updateAgent(ctx(), { id: hidden.id, allowedOrigins: ["https://shop.example"] });
    for (const { slug } of [gone, hidden, await agent("Secret desk", { published: false })]) {
      const answer = await ask(slug, "", { cookie: owner.cookie });
      expect([answer.status, answer.html, answer.policy]).toEqual([404, unknown.html, unknown.policy]);
    }
  });

  test.each(["..", "../api", "a b", "A", "%22%3E", "x".repeat(200), "desk' or '1'='1", "<script>", "a\u0000b", "a;frame-ancestors *", ""])("is the same 404 for %j, and none of it is in the answer", async (slug) => {
    const answer = await ask(slug);
    expect([answer.status, answer.html]).toEqual([404, (await ask("nobody-here")).html]);
    expect(answer.policy).toBe((await ask("nobody-here")).policy);
  });

  test("writes names, labels and choices as text, whatever is in them; an unknown choice is the default", async () => {
    const { slug } = await agent(hostile);
    for (const query of ["", `?label=${encodeURIComponent(hostile)}`, `?theme=${encodeURIComponent(hostile)}&accent=${encodeURIComponent(hostile)}`]) {
      const { html } = await ask(slug, query);
      expect(html).not.toContain("<script>alert");
      expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;");
      expect(html.match(/<script/g)).toHaveLength(1);
      expect(html).toContain('data-theme="auto" data-accent="ink"');
    }
    expect((await ask(slug, `?theme=dark&accent=blue&label=${"x".repeat(41)}`)).html).toContain('data-theme="dark" data-accent="blue"');
    expect((await ask(slug, `?label=${"x".repeat(41)}`)).html).not.toContain("xxxx");
    expect((await ask(slug, "?label=Ask%20us")).html).toContain("<span>Ask us</span>");
  });
});

describe("the headers around it", () => {
  const named = (path: string) => new Map(securityHeaders(true, path));
  test("only the frame may be framed at all, only it and the tag's script are for other sites, and nothing beside them is loosened", () => {
    expect([named("/embed/desk").get("x-frame-options"), named("/embed/desk").get("cross-origin-resource-policy")]).toEqual([undefined, "cross-origin"]);
    expect([named("/widget.js").get("x-frame-options"), named("/widget.js").get("cross-origin-resource-policy")]).toEqual(["DENY", "cross-origin"]);
    for (const path of ["/", "/embed", "/embed/", "/embed/desk/more", "/talk/embed", "/api/v1/agents", "/widget.js/x", "/widget/frame.js"]) {
      expect([path, named(path).get("x-frame-options"), named(path).get("cross-origin-resource-policy")]).toEqual([path, "DENY", "same-origin"]);
    }
    for (const path of ["/embed/desk", "/widget.js"]) expect([named(path).get("x-content-type-options"), named(path).get("permissions-policy")]).toEqual(["nosniff", named("/").get("permissions-policy")]);
  });

  test("a page's own policy lets no base and no object in, no form out, and is framed by nobody", () => {
    const policy = contentSecurityPolicy({ nonce: "bm9uY2U=", host: "parley.test", secure: true, dev: false }).split("; ");
    expect(policy).toEqual(expect.arrayContaining(["base-uri 'none'", "object-src 'none'", "form-action 'self'", "frame-ancestors 'none'", "script-src 'self' 'nonce-bm9uY2U=' 'strict-dynamic'"]));
    expect(policy.join("; ")).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/);
  });

  test("the middleware leaves the frame its own policy, and nothing else of that name", () => {
    const reached = (path: string) => new RegExp(`^${config.matcher[0]}$`).test(path);
    expect(["/embed/desk", "/widget/frame.js", "/widget.js"].filter(reached)).toEqual([]);
    expect(["/embed", "/embed/", "/embed/desk/more", "/widget/nothing", "/talk/embed"].filter((path) => !reached(path))).toEqual([]);
  });
});

