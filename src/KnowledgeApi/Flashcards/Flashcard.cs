using System.Text.Json.Serialization;
using KnowledgeApi.Content;

namespace KnowledgeApi.Flashcards;

/// <summary>A card to learn by heart; its id survives edits of the back.</summary>
/// <param name="Deck">The article's slug, a quiz's id or <c>glossary</c>.</param>
public sealed record Flashcard(
    string Id,
    string Deck,
    FlashcardKind Kind,
    string Topic,
    Level Level,
    MarkdownText Front,
    MarkdownText Back,
    string? ArticleSlug,
    string? Section,
    string? Anchor,
    string? Url
);

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
