using Microsoft.Data.Sqlite;

namespace KnowledgeApi.Storage;

/// <summary>One connection to the search index. All tables of it are derived: never migrated, rebuilt when the stamp does not fit.</summary>
public sealed class KnowledgeIndexReader : IDisposable
{
    // Text comes in already cut into words, so the tokenizer parts them at spaces only. The text itself is in the library, and
    // nothing is ranked here, so that lengths need not be kept.
    private const string Tokenizer = "unicode61 remove_diacritics 0 tokenchars ''._/-:#''";

    internal const string Schema = $"""
        CREATE TABLE stamp(value TEXT NOT NULL);
        CREATE VIRTUAL TABLE sections USING fts5(heading, path, body, code, content='', columnsize=0, tokenize='{Tokenizer}');
        CREATE VIRTUAL TABLE entries USING fts5(title, body, content='', columnsize=0, tokenize='{Tokenizer}');
        """;

    private readonly SqliteConnection connection;
    private readonly SqliteCommand sections;
    private readonly SqliteCommand entries;

    private KnowledgeIndexReader(SqliteConnection connection)
    {
        this.connection = connection;
        sections = Matching("SELECT rowid FROM sections WHERE sections MATCH $match");
        entries = Matching("SELECT rowid FROM entries WHERE entries MATCH $match");
    }

    /// <summary>The reader, or null where the file is not whole or bears another stamp.</summary>
    internal static KnowledgeIndexReader? TryOpen(string path, string stamp, bool check)
    {
        // Immutable: the file is never written once it is whole, so no locks are needed nor heeded.
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = $"{new Uri(Path.GetFullPath(path)).AbsoluteUri}?immutable=1",
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
            }.ToString()
        );
        try
        {
            connection.Open();
            if (
                Ask(connection, "SELECT value FROM stamp") == stamp
                && (!check || Ask(connection, "PRAGMA quick_check") == "ok")
            )
                return new KnowledgeIndexReader(connection);
        }
        catch (SqliteException)
        {
            // A damaged file is as good as none.
        }
        connection.Dispose();
        return null;
    }

    /// <summary>The numbers in <see cref="IndexRows"/> of the sections that fit an FTS5 query.</summary>
    public IReadOnlyList<int> Sections(string match) => Rows(sections, match);

    public IReadOnlyList<int> Entries(string match) => Rows(entries, match);

    public void Dispose()
    {
        sections.Dispose();
        entries.Dispose();
        connection.Dispose();
    }

    private static List<int> Rows(SqliteCommand matching, string match)
    {
        matching.Parameters[0].Value = match;
        using var found = matching.ExecuteReader();
        var rows = new List<int>();
        while (found.Read())
            rows.Add(found.GetInt32(0));
        return rows;
    }

    private SqliteCommand Matching(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.Add("$match", SqliteType.Text);
        return command;
    }

    private static string? Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() as string;
    }
}
