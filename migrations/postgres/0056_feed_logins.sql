-- A calendar is also had by a login and a password, at an address that holds no secret. Where there is a login, the secret is the
-- password, and opens no address.
ALTER TABLE feeds ADD COLUMN login uuid;
