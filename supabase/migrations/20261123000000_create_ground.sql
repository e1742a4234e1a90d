-- Roles, helpers and identity. Runs unchanged on embedded Postgres 18, Debian's 15 and Supabase.
do $$ begin
  if not exists (select from pg_roles where rolname = 'anon') then create role anon nologin noinherit; end if;
  if not exists (select from pg_roles where rolname = 'authenticated') then create role authenticated nologin noinherit; end if;
  if not exists (select from pg_roles where rolname = 'service_role') then create role service_role nologin noinherit; end if;
  if not exists (select from pg_roles where rolname = 'parley_system') then create role parley_system nologin noinherit; end if;
  execute format('grant anon, authenticated, parley_system to %I', current_user);
end $$;

create schema if not exists extensions;
create extension if not exists citext with schema extensions;
grant usage on schema extensions to anon, authenticated, service_role, parley_system;

create schema if not exists app;
grant usage on schema app to anon, authenticated, service_role, parley_system;
grant usage on schema public to parley_system;

-- A setting once set in a session reads '' and not NULL afterwards: hence nullif before any cast.
create or replace function app.claims() returns jsonb language sql stable as
$$ select coalesce(nullif(current_setting('request.jwt.claims', true), ''), '{}')::jsonb $$;
create or replace function app.user_id() returns uuid language sql stable as
$$ select nullif(app.claims() ->> 'sub', '')::uuid $$;
create or replace function app.workspace_id() returns text language sql stable as
$$ select nullif(app.claims() ->> 'workspace_id', '') $$;

-- Every migration that makes tables calls these for them, so that no table stands open between two files.
-- Row-level security on and forced; nothing for the roles of a browser; everything for the one system role, which sign-in, sweeps and the gateway's bookkeeping use.
create or replace function app.protect(variadic tables text[]) returns void language plpgsql as $$
declare name text;
begin
  foreach name in array tables loop
    execute format('alter table public.%I enable row level security', name);
    execute format('alter table public.%I force row level security', name);
    execute format('revoke all on public.%I from anon, authenticated', name);
    execute format('grant select, insert, update, delete on public.%I to parley_system', name);
    execute format('create policy system_all on public.%I for all to parley_system using (true) with check (true)', name);
  end loop;
end $$;
-- The same, and the rows of a workspace to its members, by the claim `workspace_id`.
create or replace function app.protect_by_workspace(variadic tables text[]) returns void language plpgsql as $$
declare name text;
begin
  perform app.protect(variadic tables);
  foreach name in array tables loop
    execute format('grant select, insert, update, delete on public.%I to authenticated', name);
    execute format('create policy workspace_rows on public.%I for all to authenticated using (workspace_id = app.workspace_id()) with check (workspace_id = app.workspace_id())', name);
  end loop;
end $$;
revoke all on function app.protect(text[]), app.protect_by_workspace(text[]) from public;

-- People. The identity provider proves who someone is; this row is who they are here.
create table public.users (
  id uuid primary key,
  email extensions.citext not null unique,
  name text not null default '',
  platform_admin boolean not null default false,
  email_verified_at timestamptz,
  disabled_at timestamptz,
  created_at timestamptz not null default now()
);

-- The embedded identity provider's secret half: argon2id hashes. Its account comes before the person here and may go after them: no reference.
create table public.credentials (
  user_id uuid primary key,
  email extensions.citext not null unique,
  password_hash text not null,
  updated_at timestamptz not null default now()
);

-- Our own session row is the truth behind the cookie.
create table public.sessions (
  id text primary key,
  user_id uuid not null references public.users (id) on delete cascade,
  token_hash bytea not null unique,
  user_agent text not null default '',
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  idle_expires_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index sessions_user on public.sessions (user_id);

-- Links that work once: the first admin's, later invites, resets and verifications.
create table public.one_use_links (
  id text primary key,
  kind text not null check (kind in ('first-admin', 'invite', 'verify-email', 'reset-password')),
  token_hash bytea not null unique,
  user_id uuid references public.users (id) on delete cascade,
  payload jsonb not null default '{}',
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);

create table public.workspaces (
  id text primary key,
  name text not null,
  personal boolean not null default true,
  settings jsonb not null default '{}',
  created_at timestamptz not null default now()
);

create table public.members (
  workspace_id text not null references public.workspaces (id) on delete cascade,
  user_id uuid not null references public.users (id) on delete cascade,
  role text not null check (role in ('viewer', 'builder', 'admin', 'owner')),
  created_at timestamptz not null default now(),
  primary key (workspace_id, user_id)
);
create index members_user on public.members (user_id);

create table public.api_keys (
  id text primary key,
  workspace_id text not null references public.workspaces (id) on delete cascade,
  user_id uuid not null references public.users (id) on delete cascade,
  name text not null,
  key_hash bytea not null unique,
  last_four text not null,
  scopes text[] not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index api_keys_workspace on public.api_keys (workspace_id, created_at desc);

-- Nobody but the system role reads credentials or links.
select app.protect('users', 'credentials', 'sessions', 'one_use_links', 'workspaces', 'members');
select app.protect_by_workspace('api_keys');

-- Rows of identity are by user. A member's own statements change their name and end their sessions, and nothing else of identity: above all not `platform_admin`.
grant select, update (name) on public.users to authenticated;
create policy own_row on public.users for all to authenticated using (id = app.user_id()) with check (id = app.user_id());
grant select, update (revoked_at) on public.sessions to authenticated;
create policy own_rows on public.sessions for all to authenticated using (user_id = app.user_id()) with check (user_id = app.user_id());
-- A key belongs to the member who made it, within the workspace it opens.
create policy own_keys on public.api_keys as restrictive for all to authenticated using (user_id = app.user_id()) with check (user_id = app.user_id());

grant select, update on public.workspaces to authenticated;
create policy workspace_rows on public.workspaces for all to authenticated using (id = app.workspace_id()) with check (id = app.workspace_id());
grant select on public.members to authenticated;
create policy workspace_rows on public.members for select to authenticated using (workspace_id = app.workspace_id() or user_id = app.user_id());
