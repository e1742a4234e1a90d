-- Where Supabase Storage is, the bucket of recordings. Elsewhere there is no such schema, and nothing to do.
-- No policy is written, on purpose: with none, neither `anon` nor `authenticated` can see, write or sign anything in it. Recordings go through the
-- app alone, which checks consent, workspace and expiry at each request and uses the service role's key.
do $$
begin
  if to_regclass('storage.buckets') is null then return; end if;
  insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
  values ('recordings', 'recordings', false, 52428800, array['audio/wav'])
  on conflict (id) do update set public = excluded.public, file_size_limit = excluded.file_size_limit, allowed_mime_types = excluded.allowed_mime_types;
end
$$;
