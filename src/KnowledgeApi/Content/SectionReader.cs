using System.Globalization;
using KnowledgeApi.Hosting.Mcp;
using KnowledgeApi.Hosting.Requests;
using ModelContextProtocol.Protocol;

namespace KnowledgeApi.Content;

/// <summary>Sections as an agent reads them: in parts that fit its budget.</summary>
internal static class SectionReader
{
    public static CallToolResult Read(Library library, string article, string section, int maxTokens, string? cursor)
    {
        if (Offset(cursor) is not { } offset)
            return ToolResults.Refused(Cursor.Fault(cursor!));
        var found = Find(library, article, section);
        if (found.Fault is { } fault)
            return ToolResults.Refused(fault);
        var view = SectionView.Of(found.Value!.Article, found.Value.Section);
        return ToolResults.Fitting(
            // It stands in both forms of the answer.
            Math.Min(view.Markdown.Length, maxTokens * Budget.CharactersAToken / 2),
            maxTokens,
            characters => SectionPart.Of(view, offset, characters),
            Markdown
        );
    }

    // A model that has seen the heading only need not ask for the anchor first.
    private static Outcome<SectionOf> Find(Library library, string article, string section) =>
        library.FindArticle(article) is { } known
        && library.FindSection(article, section) is null
        && known.Sections.FirstOrDefault(s => s.Heading.Equals(section, StringComparison.OrdinalIgnoreCase))
            is { } named
            ? new SectionOf(known, named)
            : ArticleCatalog.FindSection(library, article, section);

    private static int? Offset(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor))
            return 0;
        return
            Cursor.Read(cursor)?.Split(' ') is ["at", var number]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            ? offset
            : null;
    }

    private static string Markdown(SectionPart part)
    {
        var more = part.NextCursor is { } next ? $"\n\nMore with cursor {next}" : "";
        return $"{part.Markdown}\n\nSource: {part.Url}{more}";
    }
}

/// <summary>A section's text, or a part of it.</summary>
/// <param name="Path">The article's title and the headings down to this one.</param>
/// <param name="Subsections">Sections below it; told with the first part.</param>
/// <param name="NextCursor">Asks for the next part; absent at the end.</param>
public sealed record SectionPart(
    string Article,
    string Section,
    string Anchor,
    string Url,
    IReadOnlyList<string> Path,
    IReadOnlyList<SectionLink> Subsections,
    string Markdown,
    string? NextCursor
)
{
    public static Outcome<SectionPart> Of(SectionView section, int offset, int most)
    {
        var text = section.Markdown;
        if (offset > 0 && offset >= text.Length)
            return Cursor.Fault(Write(offset));
        var end = Math.Min(text.Length, offset + most);
        // A line is not torn where one ends within the last quarter, nor ever a surrogate pair.
        if (end < text.Length)
        {
            if (text.LastIndexOf('\n', end - 1, most / 4) is > 0 and var line)
                end = line + 1;
            else if (char.IsHighSurrogate(text[end - 1]) && end - 1 > offset)
                end--;
        }
        return new SectionPart(
            section.Article,
            section.Section,
            section.Anchor,
            section.Url,
            section.Path,
            offset == 0 ? section.Subsections : [],
            text[offset..end],
            end < text.Length ? Write(end) : null
        );
    }

    private static string Write(int offset) =>
        Cursor.Write(string.Create(CultureInfo.InvariantCulture, $"at {offset}"));
}
