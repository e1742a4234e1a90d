-- Sign-in by a workspace's own identity server (OpenID Connect).
create table public.sso_connections (
  id text primary key,
  workspace_id text not null unique references public.workspaces (id) on delete cascade,
  issuer text not null,
  client_id text not null,
  -- Sealed; never leaves the server.
  client_secret text not null,
  client_secret_last_four text not null,
  default_role text not null check (default_role in ('viewer', 'builder')),
  enabled boolean not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- Anybody may name a domain; only who proves it by its name servers has it, and one workspace at a time.
create table public.sso_domains (
  id text primary key,
  workspace_id text not null references public.sso_connections (workspace_id) on delete cascade,
  domain text not null check (domain = lower(domain)),
  token text not null,
  verified_at timestamptz,
  created_at timestamptz not null default now(),
  unique (workspace_id, domain)
);
create unique index sso_domains_verified on public.sso_domains (domain) where verified_at is not null;

-- Who came by which identity server, by the name that never changes there. Of one workspace: what its server says counts in no other.
-- It outlives the connection, so that a connection made anew finds the same people.
create table public.sso_identities (
  workspace_id text not null references public.workspaces (id) on delete cascade,
  issuer text not null,
  subject text not null,
  user_id uuid not null references public.users (id) on delete cascade,
  -- As the identity server last said it.
  email extensions.citext not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  primary key (workspace_id, issuer, subject),
  unique (workspace_id, issuer, user_id)
);
create index sso_identities_user on public.sso_identities (user_id);

-- A way back from an identity server is taken once; rows are deleted when the way has expired anyway.
create table public.sso_used_states (
  state_hash bytea primary key,
  expires_at timestamptz not null
);

-- Whoever came by an identity server alone has none.
alter table public.users add column has_password boolean not null default true;

select app.protect('sso_connections', 'sso_domains', 'sso_identities', 'sso_used_states');
