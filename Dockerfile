# One image for each process: docker build --build-arg MODULE=ingest-api -t hakaru/ingest-api .
# MODULE is ingest-api, aggregator, sink-mysql, report or kakeru. Two ways to the same image:
#   (default)            compiles in a Maven image; needs a registry of images and one of Maven
#   --target packaged    takes what `mvn package` has left in target/ on this machine
# No stage uses BuildKit: the classic builder runs each stage up to its target, so the packaged one stands first.

FROM eclipse-temurin:25-jre AS base
ARG MODULE
ARG VERSION=1.0.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="hakaru ${MODULE}" \
      org.opencontainers.image.description="Counts ad impressions at scale, exactly" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.base.name="docker.io/library/eclipse-temurin:25-jre"
WORKDIR /app
COPY image/healthy /usr/local/bin/healthy
# What was checked out under `umask 077` comes here as its owner's alone.
RUN : "${MODULE:?is needed: --build-arg MODULE=ingest-api, aggregator, sink-mysql, report or kakeru}" \
 && chmod 755 /usr/local/bin/healthy
ENV HAKARU_MODULE=${MODULE}
# A number, so that Kubernetes can see that it is not root.
USER 10001:10001
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=3 CMD ["healthy"]
# Half of the memory limit for the heap; the other half is for threads, metaspace and network buffers.
# Netty and the compressors load libraries; JDK 24 and later warn without the third option. With less inlined, a new process is
# compiled in a third of the time (docs/decisions/0025-what-is-inlined.md). `practise` has made the cache.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", \
            "-XX:InlineSmallCode=500", "-XX:FreqInlineSize=80", "-XX:AOTCache=hakaru.aot", "-jar", "hakaru.jar"]

FROM eclipse-temurin:25-jre AS packaged-jars
ARG MODULE
COPY image/arrange image/practise /usr/local/bin/
COPY ${MODULE}/target/${MODULE}.jar ${MODULE}/target/
COPY ${MODULE}/target/lib ${MODULE}/target/lib
RUN arrange "${MODULE}" && practise "${MODULE}"

FROM base AS packaged
COPY --from=packaged-jars /theirs /app
COPY --from=packaged-jars /ours /app

# Once for all modules, without MODULE: the second image finds this stage in the cache. The gate is `mvn verify`, not this.
FROM maven:3-eclipse-temurin-25 AS maven
WORKDIR /src
COPY . .
RUN rm -rf */target && mvn -B -q -ntp package -pl ingest-api,aggregator,sink-mysql,report,kakeru -am \
      -Dmaven.test.skip=true -DskipErrorProne -Dspotless.check.skip=true

FROM eclipse-temurin:25-jre AS compiled-jars
ARG MODULE
COPY image/arrange image/practise /usr/local/bin/
COPY --from=maven /src/${MODULE}/target/${MODULE}.jar ${MODULE}/target/
COPY --from=maven /src/${MODULE}/target/lib ${MODULE}/target/lib
RUN arrange "${MODULE}" && practise "${MODULE}"

FROM base AS compiled
COPY --from=compiled-jars /theirs /app
COPY --from=compiled-jars /ours /app
