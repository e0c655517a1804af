using System.Text;
using static KnowledgeApi.Hosting.Mcp.ToolText;

namespace KnowledgeApi.Flashcards;

/// <summary>Flashcards as compact Markdown.</summary>
internal static class FlashcardText
{
    public static string Of(FlashcardTurn turn)
    {
        var text = new StringBuilder();
        if (turn.Due is { } due)
            Line(text, $"{due} due, {turn.New} new today.");
        foreach (var card in turn.Cards ?? [])
            Line(text, $"- **{card.Id}** ({card.Deck}): {card.Front.ReplaceLineEndings("\n  ")}");
        if (turn.Cards is { Count: 0 })
            text.AppendLine("No card to review.");
        if (turn.Card is { } shown)
        {
            Line(text, $"**{shown.Id}**\n\n{shown.Front}\n\n---\n\n{shown.Back}");
            if (shown.Url is { } url)
                Line(text, $"\nSource: {url}");
        }
        if (turn.Memory is { } memory)
            Line(
                text,
                $"Comes again {memory.Due:u}{(memory.ScheduledDays > 0 ? $", in {memory.ScheduledDays} days" : "")}."
            );
        if (!turn.CanRate)
            text.AppendLine("\nWithout a learner's key ratings are not stored.");
        if (turn.NextCursor is { } cursor)
            Line(text, $"\nMore with cursor {cursor}");
        return text.ToString();
    }
}
