ARG DOTNET_VERSION=10.0

FROM mcr.microsoft.com/dotnet/sdk:${DOTNET_VERSION} AS build
WORKDIR /source
# Project files first: the restore layer is rebuilt only when a package changes.
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src/NetworkSimulator/*.csproj src/NetworkSimulator/packages.lock.json src/NetworkSimulator/
COPY src/NetworkSimulator.Manifests/*.csproj src/NetworkSimulator.Manifests/packages.lock.json src/NetworkSimulator.Manifests/
COPY src/KnowledgeApi/*.csproj src/KnowledgeApi/packages.lock.json src/KnowledgeApi/
RUN dotnet restore src/KnowledgeApi --locked-mode
COPY src/ src/
# The general glossary is built into the service.
COPY content/glossary.md content/
RUN dotnet publish src/KnowledgeApi --no-restore --configuration Release --output /app /p:UseAppHost=false

FROM mcr.microsoft.com/dotnet/aspnet:${DOTNET_VERSION}
WORKDIR /app
COPY --from=build /app ./
COPY content/ content/
# Learner data and the search index live here; the volume must be writable for the image's own user.
RUN mkdir /data && chown 1654:1654 /data
VOLUME /data
ENV ASPNETCORE_URLS=http://+:8080 \
    Content__Path=/app/content \
    Storage__IndexPath=/data/index.db \
    ConnectionStrings__Learners="Data Source=/data/learners.db"
EXPOSE 8080
USER 1654
ENTRYPOINT ["dotnet", "KnowledgeApi.dll"]
