# A worker. It locks FFmpeg in with bubblewrap, for which the container has to be allowed to make
# namespaces (as compose.yml says); where it isn't, it does with less, and says so in its log.
# Its context is the folder of the archive that ./reelmill dist makes: docs/roles.md.
# BASE is a Debian or Ubuntu with a JDK 25 whose folder is in JAVA_HOME.
ARG BASE=eclipse-temurin:25-jdk
FROM ${BASE}
RUN apt-get update -q \
    && apt-get install -y -q --no-install-recommends bubblewrap \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --home-dir /var/lib/reelmill --create-home reelmill
ADD reelmill-*.tar.gz /opt/
RUN ln -s /opt/reelmill-* /opt/reelmill
USER reelmill
WORKDIR /var/lib/reelmill
VOLUME /var/lib/reelmill
STOPSIGNAL SIGTERM
ENTRYPOINT ["/opt/reelmill/reelmill"]
CMD ["worker", "--config", "/etc/reelmill/worker.properties"]
