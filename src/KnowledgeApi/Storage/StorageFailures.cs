using System.Net.Sockets;
using KnowledgeApi.Hosting.Requests;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace KnowledgeApi.Storage;

/// <summary>What went wrong with the learners' database: it is away, somebody else was first, or we have a bug.</summary>
internal static class StorageFailures
{
    private const int SqliteConstraint = 19;

    // Busy, locked, out of memory, read-only, I/O error, damaged, full, cannot open, no database: none is the caller's fault.
    private static readonly int[] SqliteAway = [5, 6, 7, 8, 10, 11, 13, 14, 26];

    public static Fault Unavailable { get; } =
        new(
            StatusCodes.Status503ServiceUnavailable,
            "Learners' data cannot be reached just now. Content, search and simulations still work; try this again in a few seconds."
        );

    /// <summary>Nothing was written, or nobody knows: an idempotency key makes trying again safe.</summary>
    public static bool IsUnavailable(Exception? exception) =>
        exception switch
        {
            null => false,
            PostgresException e => e.SqlState[..2] is "08" or "53" or "57" or "58" or "3D" or "28"
                || e.SqlState == "25006",
            NpgsqlException or SocketException => true,
            SqliteException e => SqliteAway.Contains(e.SqliteErrorCode),
            _ => IsUnavailable(exception.InnerException),
        };

    /// <summary>Another writer was first: what was read before is out of date.</summary>
    public static bool IsConflict(Exception? exception) =>
        exception switch
        {
            null => false,
            DbUpdateConcurrencyException => true,
            // Unique or foreign key, serialization, deadlock.
            PostgresException e => e.SqlState is "23505" or "23503" or "40001" or "40P01",
            SqliteException e => e.SqliteErrorCode == SqliteConstraint,
            _ => IsConflict(exception.InnerException),
        };
}
