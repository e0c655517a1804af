using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace KnowledgeApi.Storage;

/// <summary>
/// Statements that go to the database in one trip and count together or not at all. Both databases take the same text; its
/// values travel as parameters.
/// </summary>
internal sealed class SqlBatch
{
    private readonly StringBuilder sql = new();
    private readonly List<object?> values = [];
    private int rows;

    public bool IsEmpty => values.Count == 0;

    /// <param name="expected">How many rows the statement changes unless another writer was first.</param>
    public SqlBatch Add(FormattableString statement, int expected = 1)
    {
        var names = new object[statement.ArgumentCount];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = ParameterName(values.Count);
            values.Add(
                statement.GetArgument(i) switch
                {
                    DateTimeOffset time => time.ToUnixTimeMilliseconds(),
                    var value => value,
                }
            );
        }
        sql.Append(
            CultureInfo.InvariantCulture,
            $"{string.Format(CultureInfo.InvariantCulture, statement.Format, names)};\n"
        );
        rows += expected;
        return this;
    }

    /// <summary>Keeps the reply for whoever sends the same write again.</summary>
    public SqlBatch AddReply(IdempotencyRow? reply, DateTimeOffset now) =>
        reply is null
            ? this
            : Add(
                $"""
                INSERT INTO idempotency_keys (scope, key_hash, request_hash, response, expires_at)
                VALUES ({reply.Scope}, {reply.KeyHash}, {reply.RequestHash}, {reply.Response}, {reply.ExpiresAt})
                ON CONFLICT (scope, key_hash) DO UPDATE
                SET request_hash = excluded.request_hash, response = excluded.response, expires_at = excluded.expires_at
                WHERE idempotency_keys.expires_at <= {now}
                """
            );

    public static string ParameterName(int index) => string.Create(CultureInfo.InvariantCulture, $"@p{index}");

    /// <summary>False where another writer was first, and nothing was written.</summary>
    public async Task<bool> CommitAsync(LearnerDbContext context, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var parameters = values.Select((value, i) => new NpgsqlParameter(ParameterName(i), value ?? DBNull.Value));
        if (await context.Database.ExecuteSqlRawAsync(sql.ToString(), parameters, cancellationToken) != rows)
            return false;
        // From here on a caller who hangs up changes nothing any more.
        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    /// <summary>The same in SQLite, where there is no trip to save but much to prepare.</summary>
    public bool Commit(SqliteWriter writer) => writer.Commit(sql.ToString(), values, rows);
}
