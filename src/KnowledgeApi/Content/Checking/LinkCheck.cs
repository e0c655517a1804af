using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace KnowledgeApi.Content.Checking;

/// <summary>Links and anchors that lead nowhere within the content folder; addresses elsewhere are not asked.</summary>
internal static class LinkCheck
{
    public static IEnumerable<ContentProblem> Run(Library library, IEnumerable<SourceFile> files, string root) =>
        files
            .Where(file =>
                FileKinds.Of(file.Path) is FileKind.Article or FileKind.Quiz or FileKind.Scenario or FileKind.Glossary
            )
            .Where(file => !file.IsPlainText)
            .SelectMany(file => Check(library, file, root));

    private static IEnumerable<ContentProblem> Check(Library library, SourceFile file, string root)
    {
        var body = SiteMarkup.ToMarkdown(FrontMatter.BodyOf(file));
        var resolver = new LinkResolver(library.Map, file.Path);
        foreach (var link in MarkdownReader.Parse(body.Markdown).Descendants<LinkInline>())
        {
            var line = body.LineAt(link.Span.Start);
            if (link.Url is not { Length: > 0 } url)
                yield return ContentCheck.Error(file.Path, line, "A link has no target.");
            else if (Mistake(library, resolver, url, root, IsArticle(file)) is { } mistake)
                yield return ContentCheck.Error(file.Path, line, mistake);
        }
    }

    private static bool IsArticle(SourceFile file) => FileKinds.Of(file.Path) == FileKind.Article;

    private static string? Mistake(Library library, LinkResolver resolver, string url, string root, bool inArticle)
    {
        // Where a path from the root leads is known to the site it was written for, not to us.
        if (LinkResolver.IsExternal(url) || url.StartsWith('/') || (url.StartsWith('#') && !inArticle))
            return null;
        if (resolver.Resolve(url) is { } target)
            return
                target is { Kind: LinkTargetKind.Article, Anchor: { } anchor }
                && library.FindSection(target.Slug, anchor) is null
                ? $"The link \"{url}\" leads to no heading of \"{target.Slug}\"{Nearest(library, target.Slug, anchor)}."
                : null;
        var path = Uri.UnescapeDataString(url.Split('#', '?')[0]);
        var full = Path.Combine(root, resolver.Absolute(path));
        return File.Exists(full) || Directory.Exists(full) ? null : $"The link \"{url}\" leads to no file.";
    }

    private static string Nearest(Library library, string slug, string anchor)
    {
        var nearest = library.NearestSections(library.FindArticle(slug)!, anchor);
        return nearest.IsEmpty ? "" : $"; nearest is \"#{nearest[0]}\"";
    }
}
