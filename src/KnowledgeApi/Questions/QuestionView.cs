using System.Collections.Immutable;
using KnowledgeApi.Content;

namespace KnowledgeApi.Questions;

/// <summary>A question as callers see it: never with the key.</summary>
/// <param name="Article">The article's slug.</param>
/// <param name="Section">The heading of the section it rests on.</param>
/// <param name="Prompt">Markdown; a cloze text shows its gaps as <c>[1] ____</c>.</param>
/// <param name="Options">For a match question the right-hand items.</param>
/// <param name="Left">For a match question the left-hand items.</param>
public sealed record QuestionView(
    string Id,
    QuestionType Type,
    Level Level,
    string Topic,
    string? Article,
    string? Section,
    string Prompt,
    ImmutableArray<OptionView>? Options,
    ImmutableArray<OptionView>? Left,
    string? Scenario,
    int? Request
)
{
    /// <summary>Options come in an order that does not tell the key; a seed gives each learner their own.</summary>
    public static QuestionView Of(Question question, int? seed = null) =>
        new(
            question.Id,
            question.Type,
            question.Level,
            question.Topic,
            question.ArticleSlug,
            question.Section,
            question.Prompt.Markdown,
            question.Options.IsEmpty ? null : [.. OptionOrder.Arrange(question, seed).Select(View)],
            question.Left.IsEmpty ? null : [.. question.Left.Select(View)],
            question.ScenarioSlug,
            question.Request
        );

    private static OptionView View(Option option) => new(option.Id, option.Text.Markdown);
}

public sealed record OptionView(string Id, string Text);
