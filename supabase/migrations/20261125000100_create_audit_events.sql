-- Who did what to which thing, and from where. Rows are added and never changed, but for the address they came from, which is forgotten in time.
-- No foreign keys: what a row tells of may be gone, and an erased person's id is a pseudonym.
create table public.audit_events (
  -- The order things happened in, also within one millisecond.
  sequence bigint generated always as identity primary key,
  id text not null unique,
  workspace_id text,
  action text not null,
  actor_kind text not null check (actor_kind in ('user', 'key', 'caller', 'system')),
  actor_id uuid,
  -- The key or session behind it.
  credential_id text,
  target_kind text,
  target_id text,
  detail jsonb not null default '{}',
  from_address text,
  at timestamptz not null default now()
);
create index audit_events_workspace on public.audit_events (workspace_id, sequence desc);
create index audit_events_target on public.audit_events (action, target_id, at desc);
create index audit_events_at on public.audit_events (at) where from_address is not null;

create function app.refuse_audit_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.from_address is null and to_jsonb(new) - 'from_address' = to_jsonb(old) - 'from_address' then return new; end if;
  raise exception 'audit events are never changed or deleted' using errcode = '42501';
end $$;
create trigger audit_events_append_only before update or delete on public.audit_events for each row execute function app.refuse_audit_change();
create trigger audit_events_no_truncate before truncate on public.audit_events for each statement execute function app.refuse_audit_change();

select app.protect('audit_events');
revoke delete on public.audit_events from parley_system;
grant select on public.audit_events to authenticated;
create policy workspace_rows on public.audit_events for select to authenticated using (workspace_id = app.workspace_id());
