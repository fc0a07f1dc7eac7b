#!/bin/sh
# Makes, in an empty folder, all that the programs of a farm are told: passwords, certificates of an
# authority of its own, settings. Does nothing where that is done.
#   prepare.sh FOLDER WORKERS
# FOLDER is what all but workers see as /etc/reelmill; WORKERS is what workers see there.
# By these variables, all with defaults for compose.yml: DATABASE, BROKER and their ports, STORE
# (lines of settings), PUBLIC_URL (where workers find the coordinator), COORDINATOR_URL (where people do).
set -eu

folder=$1
workers=$2
database=${DATABASE:-database}
broker=${BROKER:-broker}
reelmill=/opt/reelmill/reelmill

if [ -e "$folder/ready" ]; then
  exit 0
fi

secret() {
  od -An -N24 -tx1 /dev/urandom | tr -d ' \n'
}

key() {
  "$JAVA_HOME/bin/keytool" -genkeypair -keystore "$folder/all.p12" -storetype PKCS12 \
    -storepass "$stores" -keyalg EC -groupname secp256r1 -validity 397 "$@"
}

# One file for each program: its key, and the authority.
store() {
  "$JAVA_HOME/bin/keytool" -importkeystore -srckeystore "$folder/all.p12" -srcstorepass "$stores" \
    -srcalias "$1" -destkeystore "$folder/$1.p12" -deststoretype PKCS12 -deststorepass "$stores"
}

stores=$(secret)
mkdir -p "$folder/passwords"
for role in migrator coordinator site; do
  secret >"$folder/passwords/$role"
done
secret >"$folder/admin-token"

key -alias authority -dname CN=farm -ext bc:c
key -alias broker -dname CN=broker -signer authority \
  -ext "san=${BROKER_NAME:-dns:$broker}"
key -alias coordinator -dname 'CN=coordinator, OU=reelmill-coordinator' -signer authority
key -alias worker -dname 'CN=worker, OU=reelmill-worker' -signer authority
for name in broker coordinator worker; do
  store "$name"
done
"$JAVA_HOME/bin/keytool" -exportcert -rfc -alias authority -keystore "$folder/all.p12" \
  -storepass "$stores" -file "$folder/authority.pem"
"$JAVA_HOME/bin/keytool" -importcert -noprompt -alias authority -file "$folder/authority.pem" \
  -keystore "$folder/authority.p12" -storetype PKCS12 -storepass "$stores"
rm "$folder/all.p12"

"$reelmill" broker config --output "$folder/broker" --host "${BROKER_LISTEN:-0.0.0.0}" \
  --port "${BROKER_PORT:-61617}" --key-store "$folder/broker.p12" --trust-store "$folder/authority.p12"
"$reelmill" database roles --passwords "$folder/passwords" >"$folder/roles.sql"

cat >"$folder/broker.properties" <<END
broker.key-store-password = $stores
broker.trust-store-password = $stores
END
of_database() {
  cat <<END
database.url = jdbc:postgresql://$database:${DATABASE_PORT:-5432}/reelmill
database.user = reelmill_$1
database.password = $(cat "$folder/passwords/$1")
END
}
of_broker() {
  cat <<END
broker.url = tcp://$broker:${BROKER_PORT:-61617}
broker.key-store = $folder/$1.p12
broker.key-store-password = $stores
broker.trust-store = $folder/authority.p12
broker.trust-store-password = $stores
END
}
of_database migrator >"$folder/migrator.properties"
{
  of_database coordinator
  echo 'database.migrate = false'
  of_broker coordinator
  printf '%s\n' "security.url-secret = $(secret)" "security.admin-token = $(cat "$folder/admin-token")"
  printf '%s\n' "http.host = ${HTTP_LISTEN:-0.0.0.0}" "http.port = ${HTTP_PORT:-8080}"
  printf '%s\n' "http.public-url = ${PUBLIC_URL:-http://coordinator:8080}" "${STORE:-store.path = /var/lib/reelmill/store}"
} >"$folder/coordinator.properties"
{
  of_database site
  printf '%s\n' "http.host = ${HTTP_LISTEN:-0.0.0.0}" "http.port = ${SITE_PORT:-8081}"
  printf '%s\n' "http.public-url = ${PUBLIC_URL:-http://coordinator:8080}" "${STORE:-store.path = /var/lib/reelmill/store}"
  printf '%s\n' "site.coordinator-url = ${COORDINATOR_URL:-http://localhost:8080}"
} >"$folder/site.properties"
of_broker worker >"$workers/worker.properties"
mv "$folder/worker.p12" "$workers/"
cp "$folder/authority.p12" "$workers/"
touch "$folder/ready"
