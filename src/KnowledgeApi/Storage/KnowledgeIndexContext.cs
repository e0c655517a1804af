using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace KnowledgeApi.Storage;

/// <summary>The search index's tables. All of it is derived: never migrated, rebuilt when its stamp does not fit.</summary>
public sealed class KnowledgeIndexContext(SqliteConnection connection)
    : DbContext(new DbContextOptionsBuilder<KnowledgeIndexContext>().UseSqlite(connection).Options)
{
    // Text comes in already cut into words, so the tokenizer parts them at spaces only. The text itself is in the
    // library; a scope column holds what may be filtered by and never counts for the rank.
    private const string Tokenizer = "unicode61 remove_diacritics 0 tokenchars ''._/-:#''";

    public const string Schema = $"""
        CREATE TABLE stamp(value TEXT NOT NULL);
        CREATE VIRTUAL TABLE sections USING fts5(heading, path, body, code, scope, content='', tokenize='{Tokenizer}');
        CREATE VIRTUAL TABLE units USING fts5(text, scope, content='', tokenize='{Tokenizer}');
        CREATE VIRTUAL TABLE entries USING fts5(title, body, scope, content='', tokenize='{Tokenizer}');
        CREATE VIRTUAL TABLE section_words USING fts5vocab(sections, 'row');
        CREATE VIRTUAL TABLE entry_words USING fts5vocab(entries, 'row');
        """;

    public IQueryable<string> Stamp => Database.SqlQuery<string>($"SELECT value AS Value FROM stamp");

    public IQueryable<WordCount> Words =>
        Database.SqlQuery<WordCount>(
            $"""
            SELECT term AS Term, max(sections) AS Sections FROM (
              SELECT term, doc AS sections FROM section_words UNION ALL SELECT term, 0 FROM entry_words
            ) GROUP BY term
            """
        );

    public IQueryable<Hit> Sections(string match, int most) =>
        Database.SqlQuery<Hit>(
            $"""
            SELECT rowid AS Id, -bm25(sections, 4.0, 0.5, 1.0, 0.7, 0.0) AS Score
            FROM sections WHERE sections MATCH {match} ORDER BY 2 DESC, 1 LIMIT {most}
            """
        );

    public IQueryable<Hit> Units(string match, int most) =>
        Database.SqlQuery<Hit>(
            $"""
            SELECT rowid AS Id, -bm25(units, 1.0, 0.0) AS Score
            FROM units WHERE units MATCH {match} ORDER BY 2 DESC, 1 LIMIT {most}
            """
        );

    public IQueryable<Hit> Entries(string match, int most) =>
        Database.SqlQuery<Hit>(
            $"""
            SELECT rowid AS Id, -bm25(entries, 2.0, 1.0, 0.0) AS Score
            FROM entries WHERE entries MATCH {match} ORDER BY 2 DESC, 1 LIMIT {most}
            """
        );
}

/// <param name="Id">The row: its number in <see cref="IndexRows"/>.</param>
/// <param name="Score">Higher is better.</param>
public sealed record Hit(int Id, double Score);

/// <param name="Sections">How many sections hold the word; 0 where only entries do.</param>
public sealed record WordCount(string Term, int Sections);
