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

-- The embedded identity provider's secret half: argon2id hashes.
create table public.credentials (
  user_id uuid primary key references public.users (id) on delete cascade,
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
