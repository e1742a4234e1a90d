-- What a workspace may use; null: the operator's default. Only administrators of the platform change it, under the system role.
alter table public.workspaces add column plan text check (plan in ('trial', 'standard', 'unlimited'));
revoke update on public.workspaces from authenticated;
grant update (name, settings) on public.workspaces to authenticated;
