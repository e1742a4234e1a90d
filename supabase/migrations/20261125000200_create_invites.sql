-- Invites: into a workspace, by mail; and into the installation where sign-up is by invitation.
create table public.invites (
  id text primary key,
  kind text not null check (kind in ('workspace', 'beta')),
  workspace_id text references public.workspaces (id) on delete cascade,
  role text check (role in ('viewer', 'builder', 'admin', 'owner')),
  -- Bound to this address; null: whoever holds the link.
  email extensions.citext,
  note text not null default '',
  token_hash bytea not null unique,
  uses_allowed integer not null default 1 check (uses_allowed between 1 and 10000),
  uses integer not null default 0 check (uses between 0 and uses_allowed),
  created_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  check ((kind = 'workspace') = (workspace_id is not null)),
  check ((kind = 'workspace') = (role is not null))
);
create index invites_workspace on public.invites (workspace_id, created_at desc);

create table public.invite_uses (
  invite_id text not null references public.invites (id) on delete cascade,
  user_id uuid not null references public.users (id) on delete cascade,
  used_at timestamptz not null default now(),
  primary key (invite_id, user_id)
);
create index invite_uses_user on public.invite_uses (user_id);

-- Which of a person's workspaces a session looks at; null: the one they joined first.
alter table public.sessions add column workspace_id text references public.workspaces (id) on delete set null;

select app.protect('invites', 'invite_uses');
