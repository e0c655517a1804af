using KnowledgeApi.Content;
using KnowledgeApi.Hosting;
using KnowledgeApi.Search;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace KnowledgeApi.Tests.Search;

/// <summary>The index in memory against FTS5 over the same rows: each word stands in the same sections.</summary>
public sealed class StoreAgreementTests
{
    [Fact]
    public void AWord_IsFoundWhereTheStoreHoldsIt()
    {
        var folder = Directory.CreateTempSubdirectory("agreement-").FullName;
        var library = LibraryLoader.Load(Repository.Content);
        var rows = new SearchRows(
            library,
            new PublicUrl(Options.Create(new PublicOptions()), new ConfigurationBuilder().Build())
        );
        var engine = SearchServices.Open(
            library,
            rows,
            Path.Combine(folder, "i.db"),
            NullLogger.Instance,
            out var store
        );
        var random = new Random(11);
        var words = rows
            .Sections.SelectMany(section => Words.Of(section.PlainText).Select(word => word.Term))
            .Where(word => word.All(char.IsAsciiLetter) && !StopWords.Contains(word))
            .Distinct()
            .OrderBy(_ => random.Next())
            .Take(300);
        foreach (var word in words)
        {
            // In quotes the store decides; without, the index in memory. A word of the same stem is found besides.
            var stored = store.Read(reader => reader.Sections($"\"{word}\"").ToHashSet());
            var quoted = Rows(engine, $"\"{word}\"");
            Assert.Superset(stored.Count > SearchEngine.Deepest ? quoted : stored, Rows(engine, word));
            Assert.Equal(stored.Order(), quoted.Order());
        }
        store.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static HashSet<int> Rows(SearchEngine engine, string question) =>
        [.. engine.Find(question, new SearchFilter(ResultKind.Section, null, null)).Results.Select(found => found.Row)];
}
