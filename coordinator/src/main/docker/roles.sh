#!/bin/sh
# PostgreSQL's image runs it once, for a new database.
psql --username postgres --quiet --set=ON_ERROR_STOP=1 --file /secrets/roles.sql
