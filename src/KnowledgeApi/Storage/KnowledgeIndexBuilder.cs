using Microsoft.Data.Sqlite;

namespace KnowledgeApi.Storage;

/// <summary>Writes a new index file; nobody reads it before it is whole.</summary>
internal static class KnowledgeIndexBuilder
{
    private const int SortedInMemory = 4 << 20;

    public static void Build(string path, string stamp, IndexRows rows)
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString()
        );
        connection.Open();
        // A half-written file is thrown away, so nothing need survive a crash.
        Execute(connection, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-2000;");
        Execute(connection, "BEGIN");
        Execute(connection, KnowledgeIndexReader.Schema);
        // As much is sorted in memory before it is written: fewer pieces to merge.
        foreach (var table in (string[])["sections", "entries"])
            Execute(connection, $"INSERT INTO {table}({table}, rank) VALUES('hashsize', {SortedInMemory})");
        Fill(
            connection,
            "INSERT INTO sections(rowid, heading, path, body, code) VALUES ($0, $1, $2, $3, $4)",
            rows.Sections.Select(row => new[] { row.Heading, row.Path, row.Body, row.Code })
        );
        Fill(
            connection,
            "INSERT INTO entries(rowid, title, body) VALUES ($0, $1, $2)",
            rows.Entries.Select(row => new[] { row.Title, row.Body })
        );
        Fill(
            connection,
            "INSERT INTO stamp(rowid, value) VALUES ($0, $1)",
            [
                [stamp],
            ]
        );
        Execute(connection, "COMMIT");
    }

    private static void Fill(SqliteConnection connection, string sql, IEnumerable<string[]> rows)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        var id = command.Parameters.Add("$0", SqliteType.Integer);
        var texts = new List<SqliteParameter>();
        var number = 0;
        foreach (var row in rows)
        {
            while (texts.Count < row.Length)
                texts.Add(command.Parameters.Add($"${texts.Count + 1}", SqliteType.Text));
            id.Value = number++;
            for (var i = 0; i < row.Length; i++)
                texts[i].Value = row[i];
            command.ExecuteNonQuery();
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
