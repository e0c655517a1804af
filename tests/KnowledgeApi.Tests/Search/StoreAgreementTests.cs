using System.Globalization;
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

    /// <summary>Beyond what two bytes can number, sections and paragraphs both.</summary>
    [Fact]
    public void AWordFarDown_IsFoundInItsSections_AndQuotedFromItsParagraph()
    {
        const int articles = 40;
        const int each = 1_700;
        const int words = 14_000;
        var folder = Directory.CreateTempSubdirectory("many-").FullName;
        try
        {
            for (var article = 0; article < articles; article++)
                File.WriteAllLines(
                    Path.Combine(folder, $"{article + 1:00}-part.md"),
                    Enumerable.Range(article * each, each).Select(row => $"# Part\n\nHere is {Word(row % words)}.\n")
                );
            using var search = new OpenedSearch(LibraryLoader.Load(folder));
            foreach (var word in Enumerable.Range(0, words).Where(word => word % 400 is 0 or 136 or 137))
            {
                var expected = Enumerable.Range(0, articles * each).Where(row => row % words == word);
                var findings = search.Engine.Find(Word(word), new SearchFilter(ResultKind.Section, null, null));
                Assert.Equal(expected, findings.Results.Select(found => found.Row).Order());
                Assert.All(
                    findings.Results,
                    found => Assert.Contains(Word(word), search.Engine.BestUnit(findings, found)!.Value.Text)
                );
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        // Words that no two share a stem of, and that no repair takes for one another.
        static string Word(int number) =>
            "zx"
            + string.Concat(
                number.ToString("00000", CultureInfo.InvariantCulture).Select(digit => "bcdfghjkmn"[digit - '0'])
            )
            + "q";
    }

    private static HashSet<int> Rows(SearchEngine engine, string question) =>
        [.. engine.Find(question, new SearchFilter(ResultKind.Section, null, null)).Results.Select(found => found.Row)];
}
