using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Benchmarks.Search;

/// <summary>FTS5 as it comes: its own tokenizer, any of the words, bm25.</summary>
public sealed partial class PlainFts5Peer : IDisposable
{
    private readonly SqliteConnection connection = new("Data Source=:memory:");
    private readonly SqliteCommand search;

    public PlainFts5Peer(IEnumerable<PeerDocument> documents)
    {
        connection.Open();
        using var create = connection.CreateCommand();
        create.CommandText = "CREATE VIRTUAL TABLE sections USING fts5(heading, text); BEGIN";
        create.ExecuteNonQuery();
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO sections(rowid, heading, text) VALUES ($0, $1, $2)";
        foreach (var document in documents)
        {
            insert.Parameters.Clear();
            insert.Parameters.AddWithValue("$0", document.Id);
            insert.Parameters.AddWithValue("$1", document.Heading);
            insert.Parameters.AddWithValue("$2", document.Text);
            insert.ExecuteNonQuery();
        }
        create.CommandText = "COMMIT";
        create.ExecuteNonQuery();
        search = connection.CreateCommand();
        search.CommandText = "SELECT rowid FROM sections WHERE sections MATCH $0 ORDER BY rank LIMIT 20";
    }

    public int[] Search(string query)
    {
        var words = string.Join(" OR ", Word().Matches(query).Select(match => $"\"{match.Value}\""));
        if (words.Length == 0)
            return [];
        search.Parameters.Clear();
        search.Parameters.AddWithValue("$0", words);
        using var reader = search.ExecuteReader();
        var found = new List<int>();
        while (reader.Read())
            found.Add(reader.GetInt32(0));
        return [.. found];
    }

    public void Dispose()
    {
        search.Dispose();
        connection.Dispose();
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Word();
}
