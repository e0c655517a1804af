using System.Text;
using KnowledgeApi.Content;
using KnowledgeApi.Questions;

namespace KnowledgeApi.Tests.Content;

/// <summary>What the library made of one file, as lines that can be read and compared.</summary>
public static class LibraryText
{
    public static string Of(Library library, string file)
    {
        var text = new StringBuilder();
        foreach (var article in library.Articles.Where(article => article.SourceFile == file))
            Append(text, article);
        foreach (var question in library.Questions.Where(question => question.SourceFile == file))
            Append(text, question);
        foreach (var problem in library.Problems.Where(problem => problem.File == file))
            text.AppendLine($"{problem.Severity.ToString().ToLowerInvariant()} {problem.Line}: {problem.Message}");
        return text.ToString();
    }

    private static void Append(StringBuilder text, Article article)
    {
        text.AppendLine($"{article.Slug}: {article.Title}");
        Line(text, "part", article.Part?.ToString(), article.Series);
        Line(text, "level", article.Level.ToString());
        Line(text, "topics", [.. article.Topics]);
        Line(text, "tags", [.. article.Tags]);
        Line(text, "description", article.Description.Text);
        Line(text, "short answer", article.ShortAnswer?.Text);
        Line(text, "summary", article.Summary?.Text);
        Line(text, "previous", article.Previous?.Title, article.Previous?.Slug);
        Line(text, "next", article.Next?.Title, article.Next?.Slug);
        foreach (var related in article.Related)
            Line(text, "related", related.Title, related.Slug);
        foreach (var source in article.Sources)
            Line(text, "source", source.Title, source.Url, source.Version);
        foreach (var takeaway in article.KeyTakeaways)
            Line(text, "takeaway", takeaway.Text);
        foreach (var definition in article.Definitions)
            Line(text, $"definition {definition.Line}", definition.Term, definition.Text.Text);
        foreach (var code in article.CodeFences)
            Line(text, $"code {code.StartLine}-{code.EndLine}", code.Language ?? "-", code.Code.Split('\n')[0]);
        foreach (var link in article.Links)
            Line(text, $"link {link.Line}", link.Kind.ToString(), link.Target, link.Slug, link.Anchor);
        text.AppendLine();
        foreach (var section in article.Sections)
        {
            text.AppendLine(
                $"{new string('#', section.Level)} {section.Heading} [#{section.Anchor}] {section.StartLine}-{section.EndLine}"
            );
            foreach (var unit in section.Units)
                text.AppendLine(
                    $"  {unit.Kind.ToString().ToLowerInvariant()} {unit.StartLine}-{unit.EndLine}: {Shown(unit.Text)}"
                );
        }
    }

    private static void Append(StringBuilder text, Question question)
    {
        text.AppendLine().AppendLine($"? {question.Id} {question.Type} {question.Level} line {question.Line}");
        Line(text, "stands in", [.. question.Sections.Select(section => $"{section.ArticleSlug}#{section.Anchor}")]);
        Line(text, "topics", [.. question.Topics]);
        Line(text, "prompt", Shown(question.Prompt.Markdown));
        foreach (var option in question.Options)
            Line(
                text,
                $"option {option.Id}",
                option.IsCorrect ? "right" : "wrong",
                option.Text.Markdown,
                option.Why?.Markdown
            );
        Line(text, "answer", KeyText.Of(question) is { } key ? Shown(key.Markdown) : null);
        foreach (var point in question.KeyPoints.Concat(question.Contradictions))
            Line(text, $"point {point.Id}", [.. point.Accepted]);
    }

    private static void Line(StringBuilder text, string name, params string?[] values)
    {
        if (values.Any(value => !string.IsNullOrEmpty(value)))
            text.AppendLine($"  {name}: {string.Join(" | ", values.Where(value => !string.IsNullOrEmpty(value)))}");
    }

    private static string Shown(string text) => text.Replace("\n", "⏎", StringComparison.Ordinal);
}
