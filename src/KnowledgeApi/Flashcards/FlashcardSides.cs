using System.Text.RegularExpressions;
using KnowledgeApi.Content;
using KnowledgeApi.Questions;
using KnowledgeApi.Scenarios;

namespace KnowledgeApi.Flashcards;

internal sealed record Takeaway(Article Article, int Index)
{
    public MarkdownText Text => Article.KeyTakeaways[Index];
}

/// <summary>What stands on a card, by what it was made of.</summary>
internal static partial class FlashcardSides
{
    public static MarkdownText Front(object source) =>
        source switch
        {
            Definition definition => Meaning(definition.Term),
            GlossaryTerm term => Meaning(term.Term),
            Question question => question.Prompt,
            Takeaway takeaway => new MarkdownText(WithGaps(takeaway)),
            ScenarioDocument scenario => new MarkdownText(
                $"**{scenario.Title}**\n\n{scenario.Summary}\n\nWhat becomes of each request?\n\n"
                    + string.Join('\n', Told(scenario).Select(request => $"- {request.Name}"))
            ),
            _ => throw new InvalidOperationException($"No card is made of {source.GetType()}."),
        };

    public static MarkdownText Back(object source) =>
        source switch
        {
            Definition definition => definition.Text,
            GlossaryTerm term => term.Definition,
            Question question => KeyText.Of(question)!,
            Takeaway takeaway => takeaway.Text,
            ScenarioDocument scenario => new MarkdownText(
                string.Join('\n', Told(scenario).Select(request => $"- {request.Name}: {Outcome(request)}"))
            ),
            _ => throw new InvalidOperationException($"No card is made of {source.GetType()}."),
        };

    /// <summary>The requests that have a name and a stated outcome.</summary>
    public static IEnumerable<ScenarioRequest> Told(ScenarioDocument scenario) =>
        scenario.Requests.Where(request => request is { Name: not null, Expect: not null });

    private static MarkdownText Meaning(string term) => new($"What does **{term}** mean?");

    private static string WithGaps(Takeaway takeaway)
    {
        var gaps = Emphasis().Replace(takeaway.Text.Markdown, "**____**");
        return gaps != takeaway.Text.Markdown
            ? gaps
            : $"Key takeaway {takeaway.Index + 1} of {takeaway.Article.KeyTakeaways.Length} of “{takeaway.Article.Title}”?";
    }

    private static string Outcome(ScenarioRequest request)
    {
        var expect = request.Expect!.Value;
        foreach (var field in (ReadOnlySpan<string>)["verdict", "rcode"])
            if (expect.TryGetProperty(field, out var value))
                return value.ToString();
        return expect.ToString();
    }

    [GeneratedRegex(@"\*\*[^*\n]+\*\*|`[^`\n]+`")]
    private static partial Regex Emphasis();
}
