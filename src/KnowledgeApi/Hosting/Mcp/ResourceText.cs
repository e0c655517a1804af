using System.Globalization;
using System.Text;
using KnowledgeApi.Content;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Scenarios;

namespace KnowledgeApi.Hosting.Mcp;

/// <summary>What a resource reads, never over the largest budget: a client puts it into a model's context whole.</summary>
internal static class ResourceText
{
    private const int Longest = Budget.Largest * Budget.CharactersAToken;

    // Room for the list of what was left out.
    private const int Beginning = Longest / 2;
    private const int MostListed = 100;

    public static string Of(Article article)
    {
        var head = $"# {article.Title}\n\nSource: {article.Url}\n\n";
        var sections = article.Sections.Select(section => (section.Heading, section.Anchor, section.Level));
        return Bounded(head, article.Markdown, article.Slug, sections);
    }

    public static string Of(Article article, Section section)
    {
        var view = SectionView.Of(article, section);
        return Bounded(
            "",
            $"{view.Markdown}\n\nSource: {view.Url}",
            article.Slug,
            view.Subsections.Select(below => (below.Section, below.Anchor, below.Level))
        );
    }

    public static string Of(ScenarioDocument scenario)
    {
        var view = ScenarioView.Of(scenario);
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"# {view.Title}\n\n{view.Summary}\n\n{view.Story.Trim()}");
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"\nLevel {EnumNames<Level>.Of(view.Level)}; topics {string.Join(", ", view.Topics)}."
        );
        if (!view.Requests.IsEmpty)
            text.AppendLine("\n## Requests\n");
        foreach (var request in view.Requests)
            text.AppendLine(CultureInfo.InvariantCulture, $"- `{request.GetRawText()}`");
        if (view.Goals is not null)
            text.AppendLine("\n## Goals\n");
        foreach (var goal in view.Goals ?? [])
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"- {goal.Name}: `{goal.Request.GetRawText()}` expects `{goal.Expect?.GetRawText() ?? "delivered"}`"
            );
        if (view.Manifests is { } manifests)
            text.AppendLine(CultureInfo.InvariantCulture, $"\n## Manifests\n\n```yaml\n{manifests.Trim()}\n```");
        return text.Length <= Longest ? text.ToString() : $"{text.ToString(0, Longest)}\n\n(Cut here.)";
    }

    private static string Bounded(
        string head,
        string text,
        string slug,
        IEnumerable<(string Heading, string Anchor, int Level)> sections
    )
    {
        if (head.Length + text.Length <= Longest)
            return head + text;
        var end = text.LastIndexOf('\n', Beginning);
        var listed = sections
            .Take(MostListed)
            .Select(section =>
                $"{new string(' ', 2 * Math.Max(0, section.Level - 2))}- {section.Heading}: {KnowledgeUri.Section(slug, section.Anchor)}"
            );
        return $"{head}{text[..(end > 0 ? end : Beginning)]}\n\nToo long to be read at once. Its sections:\n\n{string.Join('\n', listed)}";
    }
}
