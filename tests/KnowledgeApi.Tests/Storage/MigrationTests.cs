using KnowledgeApi.Hosting;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace KnowledgeApi.Tests.Storage;

/// <summary>What a start does with a database that an earlier start left behind.</summary>
public sealed class MigrationTests(Databases databases)
{
    [Theory, OnEachDatabase]
    public async Task WhereNothingIsToBeDone_AStartWaitsForNobodysTurn(StorageProvider database)
    {
        var settings = databases.NewDatabase(database);
        await AssertReadyAsync(settings);
        await using var turn = await TakeTurnAsync(database, settings[1].Value);
        await AssertReadyAsync(settings);
    }

    [Theory, OnEachDatabase]
    public async Task WhatAnEarlierVersionLeftUndone_IsDone(StorageProvider database)
    {
        var settings = databases.NewDatabase(database);
        await AssertReadyAsync(settings);
        await RunAsync(
            database,
            settings[1].Value,
            [
                "DELETE FROM \"__EFMigrationsHistory\"",
                "DROP TABLE card_states",
                "DROP TABLE card_reviews",
                "DROP TABLE attempts",
                "DROP TABLE practice_sessions",
                "DROP TABLE learner_ratings",
                "DROP TABLE item_ratings",
                "DROP TABLE idempotency_keys",
                "DROP TABLE learners",
            ]
        );
        await AssertReadyAsync(settings);
    }

    [Fact]
    public async Task ACopyWithoutItsLog_GetsOneAgain()
    {
        var settings = databases.NewDatabase(StorageProvider.Sqlite);
        await AssertReadyAsync(settings);
        SqliteConnection.ClearAllPools();
        await RunAsync(StorageProvider.Sqlite, settings[1].Value, ["PRAGMA journal_mode=DELETE"]);
        SqliteConnection.ClearAllPools();
        await AssertReadyAsync(settings);
        await using var connection = new SqliteConnection(settings[1].Value);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var mode = connection.CreateCommand();
        mode.CommandText = "PRAGMA journal_mode";
        Assert.Equal("wal", await mode.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    static async Task AssertReadyAsync((string Key, string Value)[] settings)
    {
        await using var app = KnowledgeApp.With(settings);
        using var client = app.CreateClient();
        Assert.Equal("ready", (string)(await client.GetJsonAsync("/health/ready"))["learners"]!);
        using var minted = await client.SendAsync(HttpMethod.Post, "/api/v1/learners");
        Assert.Equal(System.Net.HttpStatusCode.Created, minted.StatusCode);
    }

    // As a replica does that migrates.
    static async Task<IAsyncDisposable> TakeTurnAsync(StorageProvider database, string connectionText)
    {
        if (database == StorageProvider.Sqlite)
            return new FileStream(
                $"{new SqliteConnectionStringBuilder(connectionText).DataSource}.migrating",
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
        var connection = new NpgsqlConnection(connectionText);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var taking = new NpgsqlCommand("SELECT pg_advisory_lock(7741247368206836839)", connection);
        await taking.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    static async Task RunAsync(StorageProvider database, string connectionText, string[] statements)
    {
        await using System.Data.Common.DbConnection connection =
            database == StorageProvider.Sqlite
                ? new SqliteConnection(connectionText)
                : new NpgsqlConnection(connectionText);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        foreach (var statement in statements)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }
}
