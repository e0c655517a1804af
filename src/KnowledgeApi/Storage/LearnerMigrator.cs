using System.Data.Common;
using KnowledgeApi.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace KnowledgeApi.Storage;

/// <summary>
/// Brings the tables to what this version needs, before the first request where the database is there, else as soon as it
/// is. One replica does so at a time; where nothing is to be done, none waits for another.
/// </summary>
internal sealed partial class LearnerMigrator(
    LearnerStore store,
    LearnerConnection connection,
    ILogger<LearnerMigrator> logger
) : BackgroundService
{
    private const long Lock = 0x6b6e6f776c656467;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // The same reason every second would hide what else the log says.
    private string? told;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await TryAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!store.IsReady && !stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await TryAsync(stoppingToken);
        }
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!await AppliedMigrations.AreAllAsync(store.Provider, connection.Text, cancellationToken))
            {
                if (store.Provider == StorageProvider.Sqlite)
                    await MigrateSqliteAsync(cancellationToken);
                else
                    await MigratePostgreSqlAsync(cancellationToken);
            }
            store.IsReady = true;
        }
        catch (Exception e)
            when (e is DbException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            if (!cancellationToken.IsCancellationRequested && e.Message != told)
                LogAway(logger, told = e.Message);
        }
    }

    private async Task MigrateSqliteAsync(CancellationToken cancellationToken)
    {
        var path = new SqliteConnectionStringBuilder(connection.Text).DataSource;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        await using var turn = await TakeTurnAsync($"{path}.migrating", cancellationToken);
        await using var context = store.CreateContext();
        await context.Database.OpenConnectionAsync(cancellationToken);
        await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancellationToken);
        // Whoever was killed while it migrated left the framework's own lock behind, and nobody else can hold it now.
        await context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);
    }

    private static async Task<FileStream> TakeTurnAsync(string path, CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (tries < 600 && File.Exists(path))
            {
                await Task.Delay(50, cancellationToken);
            }
    }

    private async Task MigratePostgreSqlAsync(CancellationToken cancellationToken)
    {
        await using var context = store.CreateContext();
        // The lock belongs to the connection: who dies gives it back.
        await context.Database.OpenConnectionAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({Lock})", cancellationToken);
        try
        {
            await context.Database.MigrateAsync(cancellationToken);
        }
        finally
        {
            await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({Lock})", CancellationToken.None);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Learners' data cannot be reached: {Reason} Trying again.")]
    private static partial void LogAway(ILogger logger, string reason);
}
