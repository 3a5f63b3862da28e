# Sourced by the image's entrypoint once, on an empty volume. Passwords go to the server by its standard input only.
docker_process_sql --database=mysql <<SQL
CREATE USER 'hakaru'@'%' IDENTIFIED BY '$(cat /run/secrets/writer/password)';
GRANT SELECT, INSERT, UPDATE ON hakaru.* TO 'hakaru'@'%';
CREATE USER 'redash'@'%' IDENTIFIED BY '$(cat /run/secrets/redash/password)';
GRANT SELECT ON hakaru.* TO 'redash'@'%';
SQL
