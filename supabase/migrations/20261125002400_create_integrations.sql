-- Integrations that a workspace has installed: the manifest as it was shown and agreed to, and what was entered for it.
create table public.installations (
  id text primary key,
  workspace_id text not null references public.workspaces (id) on delete cascade,
  name text not null,
  -- As it was when it was agreed to: a file that changes later changes nothing here.
  manifest jsonb not null,
  manifest_hash text not null,
  settings jsonb not null default '{}',
  -- Opens for this id and workspace alone; what is shown of it stands beside it.
  sealed_secrets text,
  secret_hints jsonb not null default '[]',
  -- Of a provider: the key that it set.
  provider_key_id text,
  -- False while its file is another one, or gone: its tools are switched off.
  active boolean not null default true,
  installed_by uuid references public.users (id) on delete set null,
  installed_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint installations_name_key unique (workspace_id, name)
);
create index installations_installed_by on public.installations (installed_by);

-- Nobody but the system role reads even what is sealed.
select app.protect('installations');
