using System.Data.Common;
using System.Reflection;
using KnowledgeApi.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace KnowledgeApi.Storage;

/// <summary>
/// Which migrations a database has had, asked in plain SQL: at nearly every start it has had all, and the framework takes
/// longer to make its model and ask than a small series to be read.
/// </summary>
internal static class AppliedMigrations
{
    private const string History = "SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\"";

    /// <summary>False also where it cannot be told; what then is the matter, the framework finds out.</summary>
    public static Task<bool> AreAllAsync(StorageProvider provider, string connectionText, CancellationToken cancel) =>
        provider == StorageProvider.Sqlite
            ? AreAllInSqliteAsync(connectionText, cancel)
            : AreAllInPostgreSqlAsync(connectionText, cancel);

    private static async Task<bool> AreAllInSqliteAsync(string connectionText, CancellationToken cancel)
    {
        // To open a file that is not there would make it.
        if (!File.Exists(new SqliteConnectionStringBuilder(connectionText).DataSource))
            return false;
        await using var connection = new SqliteConnection(connectionText);
        await connection.OpenAsync(cancel);
        // A file that was restored from a copy may have lost its mode.
        await using var mode = connection.CreateCommand();
        mode.CommandText = "PRAGMA journal_mode";
        return await mode.ExecuteScalarAsync(cancel) is "wal"
            && await HoldsAllAsync(connection, typeof(SqliteLearnerDbContext), cancel);
    }

    private static async Task<bool> AreAllInPostgreSqlAsync(string connectionText, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(connectionText);
        await connection.OpenAsync(cancel);
        return await HoldsAllAsync(connection, typeof(PostgreSqlLearnerDbContext), cancel);
    }

    private static async Task<bool> HoldsAllAsync(DbConnection connection, Type context, CancellationToken cancel)
    {
        var missing = MigrationsOf(context);
        await using var history = connection.CreateCommand();
        history.CommandText = History;
        try
        {
            await using var rows = await history.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel))
                missing.Remove(rows.GetString(0));
            return missing.Count == 0;
        }
        // A new database has no such table.
        catch (DbException e) when (!e.IsTransient)
        {
            return false;
        }
    }

    private static HashSet<string> MigrationsOf(Type context) =>
        [
            .. from type in context.Assembly.GetTypes()
            where type.IsSubclassOf(typeof(Migration))
            where type.GetCustomAttribute<DbContextAttribute>()?.ContextType == context
            select type.GetCustomAttribute<MigrationAttribute>()!.Id,
        ];
}
