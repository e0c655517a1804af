using Microsoft.EntityFrameworkCore;

namespace KnowledgeApi.Storage;

/// <summary>
/// Deletes so that nothing stays in the file: SQLite would only unlink pages, and keep older ones in its log until others need
/// the room. PostgreSQL's vacuum is its administrator's.
/// </summary>
internal sealed class Erasure : IAsyncDisposable
{
    private readonly LearnerDbContext? context;

    private Erasure(LearnerDbContext? context) => this.context = context;

    /// <summary>What is deleted from here on is overwritten; to be ended after the commit.</summary>
    public static async Task<Erasure> StartAsync(LearnerDbContext context, CancellationToken cancellationToken)
    {
        if (!context.Database.IsSqlite())
            return new(null);
        await context.Database.OpenConnectionAsync(cancellationToken);
        await context.Database.ExecuteSqlRawAsync("PRAGMA secure_delete=ON", cancellationToken);
        return new(context);
    }

    // A reader in the way only delays it: the next checkpoint does the same.
    public async ValueTask DisposeAsync()
    {
        if (context is null)
            return;
        await context.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        await context.Database.ExecuteSqlRawAsync("PRAGMA secure_delete=FAST");
        await context.Database.CloseConnectionAsync();
    }
}
