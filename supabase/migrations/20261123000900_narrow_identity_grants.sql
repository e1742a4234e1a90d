-- A member's own statements change their name and end their sessions, and nothing else of identity: above all not `platform_admin`.
revoke update on public.users from authenticated;
grant update (name) on public.users to authenticated;
revoke update on public.sessions from authenticated;
grant update (revoked_at) on public.sessions to authenticated;
-- A key belongs to the member who made it, within the workspace it opens.
create policy own_keys on public.api_keys as restrictive for all to authenticated using (user_id = app.user_id()) with check (user_id = app.user_id());
