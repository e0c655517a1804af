using KnowledgeApi.Content;
using KnowledgeApi.Hosting.Requests;

namespace KnowledgeApi.Flashcards;

public static class FlashcardEndpoints
{
    public static void MapFlashcards(this IEndpointRouteBuilder api)
    {
        api.MapGet("/decks", ListDecks)
            .WithTags("Flashcards")
            .WithSummary("The decks, with how many cards each has")
            .Produces<Page<Deck>>()
            .ProducesProblem(400);
        api.MapGet("/flashcards", List)
            .WithTags("Flashcards")
            .WithSummary("Cards, with both sides")
            .Produces<Page<FlashcardView>>()
            .ProducesProblem(400);
    }

    private static IResult ListDecks(Library library, string? limit, string? cursor)
    {
        var arguments = new Arguments();
        var most = arguments.Limit(limit);
        return arguments.Fault?.ToProblem() ?? Page.Of([.. Decks(library)], deck => deck.Id, most, cursor).ToResult();
    }

    private static IResult List(Library library, string? deck, string? topic, string? limit, string? cursor)
    {
        var arguments = new Arguments();
        var filter = new FlashcardFilter(
            arguments.Known("deck", deck, Decks(library).Select(d => d.Id)),
            arguments.Known("topic", topic, library.Topics.Select(t => t.Id))
        );
        var most = arguments.Limit(limit);
        if (arguments.Fault is { } fault)
            return fault.ToProblem();
        return Page.Of([.. library.Flashcards.Where(filter.Matches)], card => card.Id, most, cursor)
            .Select(page => page.Select(FlashcardView.Of))
            .ToResult();
    }

    private static IEnumerable<Deck> Decks(Library library) =>
        library.Flashcards.GroupBy(card => card.Deck).Select(deck => new Deck(deck.Key, deck.Count()));
}

/// <param name="Id">An article's slug, a quiz's id or <c>glossary</c>.</param>
public sealed record Deck(string Id, int Cards);

/// <summary>A card; both sides are Markdown.</summary>
public sealed record FlashcardView(
    string Id,
    string Deck,
    FlashcardKind Kind,
    string Topic,
    Level Level,
    string Front,
    string Back,
    string? Article,
    string? Section,
    string? Anchor,
    string? Url
)
{
    public static FlashcardView Of(Flashcard card) =>
        new(
            card.Id,
            card.Deck,
            card.Kind,
            card.Topic,
            card.Level,
            card.Front.Markdown,
            card.Back.Markdown,
            card.ArticleSlug,
            card.Section,
            card.Anchor,
            card.Url
        );
}
