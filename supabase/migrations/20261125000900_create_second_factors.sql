-- One-time codes beside the password: the shared secret sealed, recovery codes as keyed hashes.
create table public.second_factors (
  user_id uuid primary key references public.users (id) on delete cascade,
  secret text not null,
  created_at timestamptz not null,
  confirmed_at timestamptz,
  -- A code is good once: the newest step of time that was used.
  last_step bigint not null default 0,
  tries integer not null default 0,
  tries_since timestamptz
);

create table public.recovery_codes (
  user_id uuid not null references public.users (id) on delete cascade,
  code_hash bytea not null,
  used_at timestamptz,
  primary key (user_id, code_hash)
);

alter table public.sessions add column second_factor_at timestamptz;

select app.protect('second_factors', 'recovery_codes');
-- A person sees whether they have one; never what it is.
grant select (user_id, confirmed_at) on public.second_factors to authenticated;
create policy own_row on public.second_factors for select to authenticated using (user_id = app.user_id());
