using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace KnowledgeApi.Storage;

/// <summary>The search index's tables. All of it is derived: never migrated, rebuilt when its stamp does not fit.</summary>
public sealed class KnowledgeIndexContext(SqliteConnection connection)
    : DbContext(new DbContextOptionsBuilder<KnowledgeIndexContext>().UseSqlite(connection).Options)
{
    // Text comes in already cut into words, so the tokenizer parts them at spaces only. The text itself is in the library, and
    // nothing is ranked here, so that lengths need not be kept.
    private const string Tokenizer = "unicode61 remove_diacritics 0 tokenchars ''._/-:#''";

    public const string Schema = $"""
        CREATE TABLE stamp(value TEXT NOT NULL);
        CREATE VIRTUAL TABLE sections USING fts5(heading, path, body, code, content='', columnsize=0, tokenize='{Tokenizer}');
        CREATE VIRTUAL TABLE entries USING fts5(title, body, content='', columnsize=0, tokenize='{Tokenizer}');
        """;

    public IQueryable<string> Stamp => Database.SqlQuery<string>($"SELECT value AS Value FROM stamp");

    /// <summary>The numbers in <see cref="IndexRows"/> of the sections that fit an FTS5 query.</summary>
    public IQueryable<int> Sections(string match) =>
        Database.SqlQuery<int>($"SELECT rowid AS Value FROM sections WHERE sections MATCH {match}");

    public IQueryable<int> Entries(string match) =>
        Database.SqlQuery<int>($"SELECT rowid AS Value FROM entries WHERE entries MATCH {match}");
}
