using System.Globalization;
using System.Text;
using System.Text.Json;
using KnowledgeApi.Content;
using KnowledgeApi.Hosting;
using KnowledgeApi.Hosting.Requests;

namespace KnowledgeApi.Questions;

/// <summary>Questions and grades as compact Markdown.</summary>
internal static class QuestionMarkdown
{
    public static string Of(Page<QuestionView> page)
    {
        var text = new StringBuilder();
        if (page.Items.Count == 0)
            text.AppendLine("No question fits.");
        foreach (var question in page.Items)
            text.AppendLine(Of(question));
        if (page.NextCursor is { } cursor)
            text.AppendLine(CultureInfo.InvariantCulture, $"More with cursor {cursor}");
        return text.ToString();
    }

    public static string Of(QuestionView question)
    {
        var text = new StringBuilder();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"**{question.Id}** ({EnumNames<QuestionType>.Of(question.Type)}, {EnumNames<Level>.Of(question.Level)}, {question.Topic})"
        );
        text.AppendLine(question.Prompt.Trim());
        if (question is { Type: QuestionType.Lab, Scenario: { } scenario })
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"Scenario `{scenario}`: run_scenario with showManifests gives the manifests to mend."
            );
        foreach (var left in question.Left ?? [])
            text.AppendLine(CultureInfo.InvariantCulture, $"- left `{left.Id}` {left.Text}");
        foreach (var option in question.Options ?? [])
            text.AppendLine(CultureInfo.InvariantCulture, $"- `{option.Id}` {option.Text}");
        return text.ToString();
    }

    public static string Of(GradeResult result)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"**{EnumNames<Grade>.Of(result.Grade)}**, score {result.Score}");
        text.AppendLine(result.Feedback);
        if (result.Key is not null)
            text.AppendLine(CultureInfo.InvariantCulture, $"Key: {JsonSerializer.Serialize(result.Key, Json.Options)}");
        foreach (var point in result.Rubric ?? [])
            text.AppendLine(CultureInfo.InvariantCulture, $"- judge {point.Id}: {point.Text}");
        foreach (var citation in result.Citations)
            text.AppendLine(CultureInfo.InvariantCulture, $"See {citation.Section}: {citation.Url}");
        return text.ToString();
    }
}
