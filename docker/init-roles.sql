-- Runs once, by psql, when the database is made. The owner migrates; the application owns nothing
-- and can't pass a row-level security policy.
\getenv owner_password SIG_OWNER_PASSWORD
\getenv app_password SIG_APP_PASSWORD
\getenv central_password SIG_CENTRAL_PASSWORD
create role sig_owner login nosuperuser nobypassrls password :'owner_password';
create role sig_app login nosuperuser nobypassrls password :'app_password';
create role sig_central login nosuperuser nobypassrls password :'central_password';
grant sig_app to sig_owner;
create database sig owner sig_owner;
revoke all on database sig from public;
grant connect on database sig to sig_app, sig_central;
