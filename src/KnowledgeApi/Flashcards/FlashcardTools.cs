using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using KnowledgeApi.Content;
using KnowledgeApi.Flashcards.Scheduling;
using KnowledgeApi.Hosting.Mcp;
using KnowledgeApi.Hosting.Mcp.Views;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Learners;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace KnowledgeApi.Flashcards;

[McpServerToolType]
public sealed class FlashcardTools(Library library, McpCaller callers, ReviewQueue queue, FlashcardService flashcards)
{
    [McpServerTool(
        Title = "Review flashcards",
        ReadOnly = false,
        Destructive = false,
        Idempotent = false,
        OpenWorld = false,
        UseStructuredContent = true,
        OutputSchemaType = typeof(FlashcardTurn)
    )]
    [McpMeta("ui", JsonValue = AppViews.FlashcardLink)]
    [Description(
        "Reviews flashcards by spaced repetition: action due gives the fronts of the cards to review now; reveal gives a card's back once the user has tried to recall it; rate stores how well they did and says when the card comes again; undo takes the last rating back. With a learner's key cards come when they are about to be forgotten; without one any cards of a deck or topic are shown and nothing is stored. Use it to learn by heart; for questions with graded answers use practice."
    )]
    public async Task<CallToolResult> ReviewFlashcards(
        [Description("What to do.")] FlashcardAction action,
        [Description("For reveal, rate and undo: the card's id."), Example("\"glossary-cluster-ip\"")]
            string? cardId = null,
        [Description("For rate: again (not recalled), hard, good or easy.")] Rating? rating = null,
        [Description("For due: only cards of this deck: an article's slug, a topic, glossary or scenarios.")]
            string? deck = null,
        [Description("For due: only cards on this topic."), Example("\"dns\"")] string? topic = null,
        [Description("For due: how many cards."), Range(1, 50)] int limit = 10,
        [Description(Budget.Description), Range(Budget.Least, Budget.Largest)] int maxTokens = Budget.Usual,
        [Description("For due: the nextCursor of the answer before.")] string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        if (Missing(action, cardId, rating) is { } missing)
            return ToolResults.Refused(missing);
        var arguments = new Arguments();
        var filter = new FlashcardFilter(
            arguments.Known("deck", deck, library.Flashcards.Select(card => card.Deck).Distinct()),
            arguments.Known("topic", topic, library.Topics.Select(t => t.Id))
        );
        if (arguments.Fault is { } fault)
            return ToolResults.Refused(fault);
        var caller = await callers.ReadAsync();
        if (caller.Value is not { } who)
            return ToolResults.Refused(McpCaller.ForTools(caller.Fault!));
        if (action == FlashcardAction.Due)
            return await DueAsync(who, filter, limit, maxTokens, cursor, cancellationToken);
        var turn = action switch
        {
            FlashcardAction.Reveal => Reveal(who, cardId!),
            FlashcardAction.Rate => (
                await flashcards.ReviewAsync(who, cardId!, new((int)rating!.Value), null, cancellationToken)
            ).Select(FlashcardTurn.Of),
            _ => (await flashcards.UndoAsync(who, cardId!, null, cancellationToken)).Select(FlashcardTurn.Of),
        };
        return turn.Fault is { } refusal
            ? ToolResults.Refused(McpCaller.ForTools(refusal))
            : turn.ToTool(FlashcardText.Of, maxTokens);
    }

    private static string? Missing(FlashcardAction action, string? cardId, Rating? rating) =>
        action != FlashcardAction.Due && string.IsNullOrEmpty(cardId)
            ? "'cardId' is missing; allowed: the id of a card of action due."
        : action == FlashcardAction.Rate && rating is null
            ? $"'rating' is missing; allowed: one of {string.Join(", ", EnumNames<Rating>.All)}."
        : null;

    private async Task<CallToolResult> DueAsync(
        Caller caller,
        FlashcardFilter filter,
        int limit,
        int maxTokens,
        string? cursor,
        CancellationToken cancellationToken
    )
    {
        if (caller.LearnerId is null)
            return ToolResults.Fitting(limit, maxTokens, count => Browse(filter, count, cursor), FlashcardText.Of);
        // What is due is asked for once; where the budget holds fewer, the next call asks from there.
        for (var count = limit; ; count = Math.Max(1, count / 2))
        {
            var due = await queue.ReadAsync(caller, filter, count, cursor, cancellationToken);
            var result = due.Select(FlashcardTurn.Of).ToTool(FlashcardText.Of, maxTokens);
            if (result.IsError != true || due.Fault is not null || count == 1)
                return result;
        }
    }

    private Outcome<FlashcardTurn> Browse(FlashcardFilter filter, int limit, string? cursor) =>
        Page.Of(library.Flashcards.Where(filter.Matches), card => card.Id, limit, cursor)
            .Select(page => new FlashcardTurn(
                false,
                [.. page.Items.Select(CardFront.Of)],
                NextCursor: page.NextCursor
            ));

    private Outcome<FlashcardTurn> Reveal(Caller caller, string cardId) =>
        library.FindFlashcard(cardId) is { } card
            ? new FlashcardTurn(caller.LearnerId is not null, Card: FlashcardView.Of(card))
            : Fault.NotFound("flashcard", cardId, library.NearestFlashcards(cardId), "/api/v1/flashcards");
}

/// <summary>What an agent asks of flashcards.</summary>
public enum FlashcardAction
{
    Due,
    Reveal,
    Rate,
    Undo,
}

/// <summary>What came of it.</summary>
/// <param name="CanRate">Whether ratings are stored: only a learner's are.</param>
/// <param name="Cards">The fronts of the cards to review.</param>
/// <param name="Due">How many are due in all, new ones not counted.</param>
/// <param name="New">How many new ones today still brings.</param>
/// <param name="Card">A card with its back.</param>
/// <param name="Memory">How the card is remembered now, and when it comes again.</param>
public sealed record FlashcardTurn(
    bool CanRate,
    IReadOnlyList<CardFront>? Cards = null,
    int? Due = null,
    int? New = null,
    FlashcardView? Card = null,
    CardMemory? Memory = null,
    string? NextCursor = null
)
{
    public static FlashcardTurn Of(DueCards due) =>
        new(true, [.. due.Items.Select(CardFront.Of)], due.Due, due.New, NextCursor: due.NextCursor);

    public static FlashcardTurn Of(LearnerCard card) => new(true, Memory: card.Memory);
}

/// <param name="Front">Markdown.</param>
public sealed record CardFront(string Id, string Deck, FlashcardKind Kind, string Topic, Level Level, string Front)
{
    public static CardFront Of(Flashcard card) =>
        new(card.Id, card.Deck, card.Kind, card.Topic, card.Level, card.Front.Markdown);

    public static CardFront Of(DueCard card) => new(card.Id, card.Deck, card.Kind, card.Topic, card.Level, card.Front);
}
