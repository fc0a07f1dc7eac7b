# PostgreSQL of Debian, for tests where nothing can be pulled.
ARG BASE
FROM ${BASE}
RUN apt-get update -q && apt-get install -y -q --no-install-recommends postgresql
COPY database.sh /database.sh
ENTRYPOINT ["sh", "/database.sh"]
