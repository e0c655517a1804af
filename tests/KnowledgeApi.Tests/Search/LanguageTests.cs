using KnowledgeApi.Content;
using KnowledgeApi.Search;
using KnowledgeApi.Search.Evaluation;
using KnowledgeApi.Tests.Content;

namespace KnowledgeApi.Tests.Search;

/// <summary>Everyday words, phrases of a glossary and plain English, as people type them.</summary>
public sealed class LanguageTests
{
    [Theory]
    [InlineData("bouncer", "firewall")]
    [InlineData("smuggling", "exfiltrate")]
    [InlineData("eavesdropping", "intercepting")]
    [InlineData("eavesdrop", "intercept")]
    [InlineData("eavesdropping", "interception")]
    [InlineData("phonebook", "lookups")]
    [InlineData("optimisation", "optimize")]
    public void AnEverydayWord_FindsWhatItStandsFor(string typed, string written)
    {
        using var search = Open($"# T\n\n## One\n\nIt is about {written}.\n\n## Two\n\nNothing of the kind.\n");
        Assert.Equal("one", search.Engine.Find(typed, SearchFilter.None).Results[0].Section?.Anchor);
    }

    [Fact]
    public void ATechnicalWord_DoesNotFindAPictureOfIt()
    {
        using var search = Open("# T\n\n## One\n\nA bouncer at the door.\n\n## Two\n\nNothing of the kind.\n");
        Assert.Empty(search.Engine.Find("firewall", SearchFilter.None).Results);
    }

    [Theory]
    [InlineData("my pods wedged", "wedged pods", true)]
    [InlineData("what wedges a pod?", "wedged pods", true)]
    [InlineData("is a wedge here?", "wedged pods", false)]
    [InlineData("shut down my broken shop", "broken shop closes", true)]
    [InlineData("the shop is broken", "broken shop closes", false)]
    public void APhrase_IsKnownInAnyOrderInflectionAndOtherWords(string question, string phrase, bool isKnown)
    {
        using var content = new TemporaryContent();
        var library = content
            .With("glossary.md", "# G\n\n- **Terminating** (\"wedged pods\"; \"broken shop closes\"): Being deleted.\n")
            .With("articles/a.md", "# T\n\n## One\n\nTerminating pods wait.\n")
            .Load();
        using var search = new OpenedSearch(library);
        var expansions = search.Engine.Find(question, SearchFilter.None).Expansions;
        Assert.Equal(isKnown, expansions.Any(e => e.From == phrase && e.To.Contains("terminating")));
    }

    [Theory]
    [InlineData("what is the capital of France")]
    [InlineData("how is the weather in Geneva")]
    public void APlace_IsNoMisspeltTerm(string question)
    {
        using var search = new OpenedSearch(LibraryLoader.Load(Repository.Content));
        Assert.Empty(search.Engine.Find(question, SearchFilter.None).Corrections);
    }

    [Fact]
    public void PlainEnglish_IsNeverRepaired()
    {
        using var search = new OpenedSearch(LibraryLoader.Load(Repository.Content));
        var repaired = Common
            .Split([' ', '\n'])
            .SelectMany(word => search.Engine.Find(word, SearchFilter.None).Corrections)
            .Select(correction => $"{correction.From} to {correction.To}");
        Assert.Empty(repaired);
    }

    private static OpenedSearch Open(string text) => new(TemporaryContent.Of("a.md", text));

    private const string Common = """
        paying cart decode decoding convention derive onto thus meta linear inverse padding factor marker presence stronger
        wider richer deeper easily gradually strictly correctly primarily curated creator author sought unaffected
        unpublished rewritten reopen revalidate rebalance misconfigured conversation kitchen receptionist postman parcel
        bouncer motorway landlord umbrella thunderstorm basket shopping cashier weekend yesterday tomorrow breakfast
        garage elephant holiday laughing carefully nobody mistaken expensive cheaper thousands quarter notebook keyboard
        spreadsheet mailbox browsing scrolling blackout hiccup meltdown glitch gridlock bottleneck pothole wobbly flaky
        sluggish snappy brittle generous stingy greedy curious jealous confident embarrassed frightened tired hungry
        """;
}
