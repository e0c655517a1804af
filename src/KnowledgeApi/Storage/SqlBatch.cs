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
    private readonly List<FormattableString> statements = [];

    public bool IsEmpty => statements.Count == 0;

    /// <summary>Adds a statement that changes one row, unless another writer was first.</summary>
    public SqlBatch Add(FormattableString statement)
    {
        statements.Add(statement);
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

    /// <summary>False where another writer was first, and nothing was written.</summary>
    public async Task<bool> CommitAsync(LearnerDbContext context, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var (text, parameters) = (new StringBuilder(), new List<NpgsqlParameter>());
        foreach (var statement in statements)
        {
            text.Append(SqlText.Of(statement, parameters.Count)).Append(";\n");
            parameters.AddRange(SqlText.Parameters(statement, parameters.Count));
        }
        var rows = await context.Database.ExecuteSqlRawAsync(text.ToString(), parameters, cancellationToken);
        if (rows != statements.Count)
            return false;
        // From here on a caller who hangs up changes nothing any more.
        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    /// <summary>The same in SQLite, where there is no trip to save but much to prepare; whoever calls commits.</summary>
    public bool Run(SqliteWriter writer)
    {
        foreach (var statement in statements)
            if (writer.Execute(statement) != 1)
                return false;
        return true;
    }
}
