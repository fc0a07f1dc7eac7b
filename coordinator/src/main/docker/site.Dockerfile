# A site: pages and playback, and nothing that changes anything.
# Its context is the folder of the archive that ./reelmill dist makes: docs/roles.md.
# BASE is a Debian or Ubuntu with a JDK 25 whose folder is in JAVA_HOME.
ARG BASE=eclipse-temurin:25-jdk
FROM ${BASE}
RUN useradd --system --home-dir /var/lib/reelmill --create-home reelmill
ADD reelmill-*.tar.gz /opt/
RUN ln -s /opt/reelmill-* /opt/reelmill
USER reelmill
WORKDIR /var/lib/reelmill
VOLUME /var/lib/reelmill
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["/opt/reelmill/reelmill"]
CMD ["site", "--config", "/etc/reelmill/site.properties"]
