using System.Collections.Concurrent;
using System.Reflection;
using KnowledgeApi.Hosting;
using KnowledgeApi.Tests.Storage;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(Databases))]

namespace KnowledgeApi.Tests.Storage;

/// <summary>The databases that learners' data may live in, and one host on each for all tests that share it.</summary>
public sealed class Databases : IDisposable
{
    readonly PostgreSql postgreSql = new();
    readonly string folder = Directory.CreateTempSubdirectory("sqlite-").FullName;
    readonly ConcurrentDictionary<StorageProvider, Lazy<KnowledgeApp>> shared = new();
    int files;

    public PostgreSql PostgreSql => postgreSql;

    public KnowledgeApp Shared(StorageProvider provider) =>
        shared.GetOrAdd(provider, _ => new(() => KnowledgeApp.With(NewDatabase(provider)))).Value;

    /// <summary>The settings of a new, empty database.</summary>
    public (string Key, string Value)[] NewDatabase(StorageProvider provider) =>
        provider == StorageProvider.Sqlite
            ? Settings(provider, $"Data Source={folder}/{Interlocked.Increment(ref files)}.db")
            : Settings(provider, postgreSql.NewDatabase());

    public static (string Key, string Value)[] Settings(StorageProvider provider, string connection) =>
        [("Storage:Provider", provider.ToString()), ("ConnectionStrings:Learners", connection)];

    public void Dispose()
    {
        foreach (var app in shared.Values)
            app.Value.Dispose();
        postgreSql.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>Runs a test on each database; where PostgreSQL is missing its test is skipped and says why.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnEachDatabaseAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(
        MethodInfo testMethod,
        DisposalTracker disposalTracker
    ) =>
        new([
            new TheoryDataRow(StorageProvider.Sqlite),
            new TheoryDataRow(StorageProvider.PostgreSql) { Skip = PostgreSql.Missing },
        ]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
