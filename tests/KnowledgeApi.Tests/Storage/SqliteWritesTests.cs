using KnowledgeApi.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace KnowledgeApi.Tests.Storage;

/// <summary>Whatever a write throws, all that wait are told, and the next one goes through.</summary>
public sealed class SqliteWritesTests : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly string folder = Directory.CreateTempSubdirectory("writes-").FullName;
    readonly SemaphoreSlim turn = new(1);
    readonly SqliteWrites writes;

    public SqliteWritesTests()
    {
        writes = new($"Data Source={folder}/it.db", turn, Patience);
    }

    public static TheoryData<Exception, bool> Thrown =>
        new()
        {
            { new InvalidOperationException(), true },
            { new OperationCanceledException(), true },
            { new SqliteException("constraint", 19), true },
            { new SqliteException("full", 13), false },
            // So odd that to look at it throws.
            { new PostgresException("", "", "", ""), false },
        };

    [Theory, MemberData(nameof(Thrown))]
    public async Task AWriteThatThrows_LeavesNobodyWaiting(Exception thrown, bool isItsOwn)
    {
        await Run(writer => writer.Execute($"CREATE TABLE written (number INTEGER)"));
        await AssertThrows(Throw(thrown));
        await Write(1);

        await turn.WaitAsync(TestContext.Current.CancellationToken);
        var (before, throwing, after) = (Write(2), Throw(thrown), Write(3));
        turn.Release();
        await AssertThrows(throwing);
        foreach (var other in (Task[])[before, after])
            if (isItsOwn)
                await other;
            else
                await AssertThrows(other);
        await Write(4);
        Assert.Equal(1, turn.CurrentCount);
        Assert.Equal(isItsOwn ? "1,2,3,4" : "1,4", Written());
    }

    public void Dispose()
    {
        writes.Dispose();
        turn.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    Task<int?> Write(int number) => Run(writer => writer.Execute($"INSERT INTO written VALUES ({number})"));

    Task<int?> Throw(Exception exception) =>
        Run(writer =>
        {
            writer.Execute($"INSERT INTO written VALUES ({-1})");
            throw exception;
        });

    Task<int?> Run(Func<SqliteWriter, int?> work) =>
        writes.RunAsync(work).WaitAsync(Patience, TestContext.Current.CancellationToken);

    static async Task AssertThrows(Task write) =>
        Assert.IsNotType<TimeoutException>(
            Assert.IsAssignableFrom<Exception>(await Record.ExceptionAsync(() => write))
        );

    string Written()
    {
        using var connection = new SqliteConnection($"Data Source={folder}/it.db;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT group_concat(number) FROM written";
        return (string)command.ExecuteScalar()!;
    }
}
