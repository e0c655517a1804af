using KnowledgeApi.Content;
using KnowledgeApi.Search;
using KnowledgeApi.Search.Evaluation;

namespace KnowledgeApi.Tests.Search;

/// <summary>The index in memory against FTS5 over the same rows: each word stands in the same sections.</summary>
public sealed class StoreAgreementTests
{
    [Fact]
    public void AWord_IsFoundWhereTheStoreHoldsIt()
    {
        using var search = new OpenedSearch(LibraryLoader.Load(Repository.Content));
        var random = new Random(11);
        var words = search
            .Rows.Sections.SelectMany(section => Words.Of(section.PlainText).Select(word => word.Term))
            .Where(word => word.All(char.IsAsciiLetter) && !StopWords.Contains(word))
            .Distinct()
            .OrderBy(_ => random.Next())
            .Take(300);
        foreach (var word in words)
        {
            // In quotes the store decides; without, the index in memory. A word of the same stem is found besides.
            var stored = search.Store.Read(reader => reader.Sections($"\"{word}\"").ToHashSet());
            var quoted = Rows(search.Engine, $"\"{word}\"");
            Assert.Superset(stored.Count > SearchEngine.Deepest ? quoted : stored, Rows(search.Engine, word));
            Assert.Equal(stored.Order(), quoted.Order());
        }
    }

    private static HashSet<int> Rows(SearchEngine engine, string question) =>
        [.. engine.Find(question, new SearchFilter(ResultKind.Section, null, null)).Results.Select(found => found.Row)];
}
