using System.Collections.Immutable;

namespace KnowledgeApi.Content;

/// <summary>A file's body to an article.</summary>
internal static class ArticleReader
{
    public static Article Read(ArticleDraft draft, ArticleMap map)
    {
        var links = new LinkResolver(map, draft.File.Path);
        var title = draft.Title;
        var outline = new Outline(draft.Body, title);
        var text = new ArticleText(
            draft.Body.Markdown,
            [.. outline.Entries.Select(entry => entry.Start)],
            [.. outline.Entries.Select(entry => entry.Anchor)],
            links
        );
        var sections = ImmutableArray.CreateBuilder<Section>(outline.Entries.Count);
        var path = new List<(string Heading, int Level)>();
        for (var i = 0; i < outline.Entries.Count; i++)
        {
            var entry = outline.Entries[i];
            path.RemoveAll(above => above.Level >= entry.Level);
            path.Add((entry.Text, entry.Level));
            var end = i + 1 < outline.Entries.Count ? outline.Entries[i + 1].Start : draft.Body.Markdown.Length;
            sections.Add(
                new Section(text, i)
                {
                    ArticleSlug = draft.Slug,
                    Heading = entry.Text,
                    Level = entry.Level,
                    Anchor = entry.Anchor,
                    Path = [.. path.Select(above => above.Heading).Prepend(title).Distinct()],
                    Url = map.Url(draft.Slug, entry.Anchor),
                    StartLine = entry.StartLine,
                    EndLine = draft.Body.LineAt(Math.Max(entry.Start, end - 1)),
                    Units = [.. UnitReader.Read(entry.Blocks, draft.Body)],
                }
            );
        }
        return new Article(text)
        {
            Slug = draft.Slug,
            Title = title,
            Url = map.Url(draft.Slug),
            SourceFile = draft.File.Path,
            Part = draft.Part,
            Series = draft.FrontMatter.String("series"),
            Level = Level.Mid,
            Description = new MarkdownText(
                draft.FrontMatter.String("description", "summary", "excerpt") ?? FirstParagraph(sections),
                links
            ),
            KeyTakeaways = [],
            Topics = [draft.Slug],
            Tags = [],
            Sources = [],
            Related = [],
            Sections = sections.MoveToImmutable(),
            Definitions = [],
            CodeFences = [],
            Links = [],
            ContentHash = draft.File.Hash,
        };
    }

    private static string FirstParagraph(IEnumerable<Section> sections) =>
        sections.SelectMany(section => section.Units).FirstOrDefault(unit => unit.Kind == UnitKind.Paragraph)?.Text
        ?? "";
}

/// <summary>An article whose slug is settled and whose body is yet to be read.</summary>
internal sealed record ArticleDraft(
    SourceFile File,
    FrontMatter FrontMatter,
    Body Body,
    string Slug,
    string Title,
    int? Part
);
