using Microsoft.Data.Sqlite;

namespace KnowledgeApi.Storage;

/// <summary>
/// The one connection that SQLite is written by: it stays open, keeps the pages it read, and prepares each statement once,
/// which takes longer than running it. Whoever uses it holds the writer's turn.
/// </summary>
internal sealed class SqliteWriter(string connectionText) : IDisposable
{
    // Each statement is a text in the source, so there are few.
    private const int MostPrepared = 256;

    private readonly Dictionary<string, SqliteCommand> prepared = new(ReferenceEqualityComparer.Instance);
    private SqliteConnection? connection;

    public void Begin() => Execute($"BEGIN IMMEDIATE");

    public void Commit() => Execute($"COMMIT");

    public void RollBack()
    {
        try
        {
            Execute($"ROLLBACK");
        }
        // Whatever is the matter with it: what was begun must not keep other writers out.
        catch (Exception)
        {
            Close();
        }
    }

    /// <returns>How many rows were changed.</returns>
    public int Execute(FormattableString statement) => Prepared(statement).ExecuteNonQuery();

    /// <summary>The first row; null where there is none.</summary>
    public T? First<T>(SqlQuery<T> query)
        where T : class
    {
        using var reader = Prepared(query.Text).ExecuteReader();
        return reader.Read() ? query.Row(reader) : null;
    }

    /// <summary>Takes back what was not committed; the next statement opens the database anew.</summary>
    public void Close()
    {
        // Let go of first, so that one that cannot even be closed is not written by again.
        var closed = connection;
        connection = null;
        // They are disposed with it.
        prepared.Clear();
        closed?.Dispose();
    }

    public void Dispose() => Close();

    private SqliteCommand Prepared(FormattableString statement)
    {
        connection ??= Open();
        if (!prepared.TryGetValue(statement.Format, out var command))
        {
            if (prepared.Count == MostPrepared)
                DisposePrepared();
            command = connection.CreateCommand();
            command.CommandText = SqlText.Of(statement);
            for (var i = 0; i < statement.ArgumentCount; i++)
                command.Parameters.Add(new SqliteParameter(SqlText.ParameterName(i), null));
            prepared[statement.Format] = command;
        }
        for (var i = 0; i < statement.ArgumentCount; i++)
            command.Parameters[i].Value = SqlText.Value(statement, i);
        return command;
    }

    private SqliteConnection Open()
    {
        // A pool would keep what was begun and never ended.
        var text = new SqliteConnectionStringBuilder(connectionText) { Pooling = false };
        var opened = new SqliteConnection(text.ToString());
        opened.Open();
        SqlitePragmas.Apply(opened);
        return opened;
    }

    private void DisposePrepared()
    {
        foreach (var command in prepared.Values)
            command.Dispose();
        prepared.Clear();
    }
}
