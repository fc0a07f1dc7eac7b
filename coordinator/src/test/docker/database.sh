# Serves PostgreSQL at an address of loopback, with the farm's roles: database.sh ADDRESS ROLES
set -eu
{
  echo "listen_addresses = '$1'"
  echo 'port = 5432'
} >/etc/postgresql/15/main/conf.d/test.conf
echo 'host all all 127.0.0.0/8 scram-sha-256' >>/etc/postgresql/15/main/pg_hba.conf
pg_ctlcluster 15 main start
runuser -u postgres -- psql --quiet --set=ON_ERROR_STOP=1 <"$2"
echo 'The database is ready.'
exec tail -F /var/log/postgresql/postgresql-15-main.log
