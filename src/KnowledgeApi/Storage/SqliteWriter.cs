using Microsoft.Data.Sqlite;

namespace KnowledgeApi.Storage;

/// <summary>
/// The one connection that batches are written by: it stays open, and each text is prepared once, which takes longer than
/// running it. Whoever writes holds the writer's turn.
/// </summary>
internal sealed class SqliteWriter(string connectionText) : IDisposable
{
    // A batch is put together of few parts, so few texts come up.
    private const int MostPrepared = 64;

    private readonly Dictionary<string, SqliteCommand> prepared = [];
    private SqliteConnection? connection;

    /// <summary>False where a statement changed other rows than it should have, and nothing was written.</summary>
    public bool Commit(string sql, IReadOnlyList<object?> values, int rows)
    {
        try
        {
            var open = connection ??= Open();
            using var transaction = open.BeginTransaction();
            var command = Prepared(open, sql, values.Count);
            command.Transaction = transaction;
            for (var i = 0; i < values.Count; i++)
                command.Parameters[i].Value = values[i] ?? DBNull.Value;
            if (command.ExecuteNonQuery() != rows)
                return false;
            transaction.Commit();
            return true;
        }
        catch (SqliteException)
        {
            // Whatever is the matter with it, the next writer starts with a new one.
            Close();
            throw;
        }
    }

    public void Dispose() => Close();

    private SqliteCommand Prepared(SqliteConnection open, string sql, int parameters)
    {
        if (prepared.TryGetValue(sql, out var command))
            return command;
        if (prepared.Count == MostPrepared)
            DisposePrepared();
        command = open.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
            command.Parameters.Add(new SqliteParameter(SqlBatch.ParameterName(i), null));
        return prepared[sql] = command;
    }

    private SqliteConnection Open()
    {
        var opened = new SqliteConnection(connectionText);
        opened.Open();
        SqlitePragmas.Apply(opened);
        return opened;
    }

    private void Close()
    {
        DisposePrepared();
        connection?.Dispose();
        connection = null;
    }

    private void DisposePrepared()
    {
        foreach (var command in prepared.Values)
            command.Dispose();
        prepared.Clear();
    }
}
