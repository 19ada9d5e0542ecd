# Not tested. Builds Virga and runs its command line:
#   docker build -t virga . && docker run --rm -v "$PWD:/data" -w /data virga run aset-full-edge
FROM maven:3-eclipse-temurin-17 AS build
WORKDIR /virga
COPY . .
RUN mvn -q -B -ntp install -DskipTests

FROM eclipse-temurin:17-jre
COPY --from=build /virga/examples/target/virga.jar /virga.jar
ENTRYPOINT ["java", "-jar", "/virga.jar"]
