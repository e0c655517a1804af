namespace KnowledgeApi.Flashcards;

/// <param name="Deck">Only cards of this deck.</param>
/// <param name="Topic">Only cards on this topic.</param>
public sealed record FlashcardFilter(string? Deck, string? Topic)
{
    public bool Matches(Flashcard card) =>
        (Deck is null || card.Deck == Deck) && (Topic is null || card.Topic == Topic);
}
