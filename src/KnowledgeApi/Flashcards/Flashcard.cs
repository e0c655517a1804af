using System.Text.Json.Serialization;
using KnowledgeApi.Content;
using KnowledgeApi.Questions;

namespace KnowledgeApi.Flashcards;

/// <summary>A card to learn by heart; its id survives edits of the back.</summary>
public sealed record Flashcard
{
    public required string Id { get; init; }

    /// <summary>The article's slug, a topic, <c>glossary</c> or <c>scenarios</c>.</summary>
    public required string Deck { get; init; }

    public required FlashcardKind Kind { get; init; }

    public required string Topic { get; init; }

    public required Level Level { get; init; }

    /// <summary>The section that says so, where one does.</summary>
    public SectionReference? Reference { get; init; }

    public string? ArticleSlug => Reference?.ArticleSlug;

    public string? Section => Reference?.Heading;

    public string? Anchor => Reference?.Anchor;

    public string? Url => Reference?.Url;

    // A series has more cards than are ever looked at: the sides are written when one is.
    private readonly object source;

    internal Flashcard(object source) => this.source = source;

    public MarkdownText Front => FlashcardSides.Front(source);

    public MarkdownText Back => FlashcardSides.Back(source);
}

[JsonConverter(typeof(JsonStringEnumConverter<FlashcardKind>))]
public enum FlashcardKind
{
    [JsonStringEnumMemberName("definition")]
    Definition,

    [JsonStringEnumMemberName("takeaway")]
    Takeaway,

    [JsonStringEnumMemberName("question")]
    Question,

    [JsonStringEnumMemberName("glossary")]
    Glossary,

    [JsonStringEnumMemberName("scenario")]
    Scenario,
}
